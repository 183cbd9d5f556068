// TorchSharp says nothing of null in this class, and a caller must see the same.
#nullable disable

using System.Collections;

namespace TorchSharp.Utils;

/// <summary>A dictionary that keeps the order in which its keys were added.</summary>
public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)>
{
    private readonly List<(TKey, TValue)> list = [];
    private readonly Dictionary<TKey, int> places = [];

    public int Count => list.Count;

    public bool IsReadOnly => false;

    public ICollection<TKey> Keys => list.ConvertAll(entry => entry.Item1);

    public ICollection<TValue> Values => list.ConvertAll(entry => entry.Item2);

    public TValue this[TKey key]
    {
        get => list[places[key]].Item2;
        set
        {
            if (places.TryGetValue(key, out var place))
                list[place] = (key, value);
            else
                Add(key, value);
        }
    }

    public (TKey, TValue) this[int index]
    {
        get => list[index];
        set
        {
            places.Remove(list[index].Item1);
            places.Add(value.Item1, index);
            list[index] = value;
        }
    }

    public IEnumerable<TKey> keys() => Keys;

    public IEnumerable<TValue> values() => Values;

    public IEnumerator<(TKey, TValue)> items() => GetEnumerator();

    public void clear() => Clear();

    public void Add(TKey key, TValue value)
    {
        places.Add(key, list.Count);
        list.Add((key, value));
    }

    public void Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    public void Add((TKey, TValue) item) => Add(item.Item1, item.Item2);

    public void Insert(int index, (TKey, TValue) item)
    {
        if (places.ContainsKey(item.Item1))
            throw new ArgumentException($"The key '{item.Item1}' is there already.", nameof(item));
        list.Insert(index, item);
        Number(index);
    }

    public bool Remove(TKey key)
    {
        if (!places.TryGetValue(key, out var place))
            return false;
        RemoveAt(place);
        return true;
    }

    public bool Remove(KeyValuePair<TKey, TValue> item) => Contains(item) && Remove(item.Key);

    public bool Remove((TKey, TValue) item) => Contains(item) && Remove(item.Item1);

    public void RemoveAt(int index)
    {
        places.Remove(list[index].Item1);
        list.RemoveAt(index);
        Number(index);
    }

    public void Clear()
    {
        list.Clear();
        places.Clear();
    }

    public bool ContainsKey(TKey key) => places.ContainsKey(key);

    public bool Contains(KeyValuePair<TKey, TValue> item) => Contains((item.Key, item.Value));

    public bool Contains((TKey, TValue) item) => list.Contains(item);

    public bool TryGetValue(TKey key, out TValue value)
    {
        var found = places.TryGetValue(key, out var place);
        value = found ? list[place].Item2 : default;
        return found;
    }

    public int IndexOf((TKey, TValue) item) => list.IndexOf(item);

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) =>
        list.ConvertAll(entry => KeyValuePair.Create(entry.Item1, entry.Item2)).CopyTo(array, arrayIndex);

    public void CopyTo((TKey, TValue)[] array, int arrayIndex) => list.CopyTo(array, arrayIndex);

    public IEnumerator<(TKey, TValue)> GetEnumerator() => list.GetEnumerator();

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() =>
        list.Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Number(int from)
    {
        for (var place = from; place < list.Count; place++)
            places[list[place].Item1] = place;
    }
}

using System.Numerics;

namespace MtlDsl;

/// <summary>−1, 0 or 1, as <c>torch.sign</c> has it: 0 for 0, so that an element that no gradient ever reached stays where it is.</summary>
internal static class SignOf
{
    public static Vector<float> Each(Vector<float> values) =>
        Vector.ConditionalSelect(Vector.Equals(values, Vector<float>.Zero), Vector<float>.Zero, Vector.CopySign(Vector<float>.One, values));

    public static float One(float value) => value == 0 ? 0 : MathF.CopySign(1, value);
}

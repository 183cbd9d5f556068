namespace MtlDsl;

/// <summary>The script of a report: values under the pointer, and a switch between light and dark. The page is whole without it.</summary>
internal static class ReportScript
{
    /// <summary>The whole of it, without a character that XML would take for markup.</summary>
    public const string Text = """
        'use strict';
        (() => {
          const root = document.documentElement;
          const dark = matchMedia('(prefers-color-scheme: dark)');
          const button = document.createElement('button');
          const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches;
          const name = () => { button.textContent = isDark() ? 'Light' : 'Dark'; };
          button.type = 'button';
          button.className = 'theme';
          button.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; name(); });
          dark.addEventListener('change', name);
          name();
          document.querySelector('header').prepend(button);

          for (const chart of document.querySelectorAll('svg[data-plot]')) {
            const [left, right, first, last] = chart.dataset.plot.split(' ').map(Number);
            const figure = chart.closest('figure');
            const curves = [...chart.querySelectorAll('[data-epochs]')].map(curve => ({
              name: curve.dataset.name,
              epochs: curve.dataset.epochs.split(' ').map(Number),
              values: curve.dataset.values.split(' '),
            }));
            const hair = chart.querySelector('.rule').cloneNode();
            const tip = document.createElement('div');
            tip.className = 'tip';
            hair.setAttribute('class', 'crosshair');
            hair.setAttribute('y1', 10);
            /* The browser's own tip would cover ours; what it said is the drawing's label. */
            const title = chart.querySelector('title');
            chart.setAttribute('aria-label', title.textContent);
            chart.removeAttribute('aria-labelledby');
            title.remove();

            const nearest = (epochs, epoch) => epochs.reduce((best, at, index) =>
              Math.abs(epochs[best] - epoch) > Math.abs(at - epoch) ? index : best, 0);
            const hide = () => { hair.remove(); tip.remove(); };
            const show = event => {
              const box = chart.getBoundingClientRect();
              const scale = box.width / chart.viewBox.baseVal.width;
              const share = Math.min(1, Math.max(0, ((event.clientX - box.left) / scale - left) / (right - left)));
              const all = curves[0].epochs;
              const epoch = all[nearest(all, first + share * (last - first))];
              const x = last > first ? left + (right - left) * (epoch - first) / (last - first) : (left + right) / 2;
              hair.setAttribute('x1', x);
              hair.setAttribute('x2', x);
              chart.append(hair);
              tip.replaceChildren(`epoch ${epoch}`, ...curves.flatMap(curve => {
                const value = document.createElement('b');
                value.textContent = curve.values[nearest(curve.epochs, epoch)];
                return [document.createElement('br'), `${curve.name} `, value];
              }));
              figure.append(tip);
              const room = figure.clientWidth - tip.offsetWidth;
              tip.style.left = `${Math.max(0, Math.min(room, x * scale + 10 > room ? x * scale - tip.offsetWidth - 10 : x * scale + 10))}px`;
              tip.style.top = `${box.top - figure.getBoundingClientRect().top}px`;
            };
            chart.addEventListener('pointermove', show);
            chart.addEventListener('pointerdown', show);
            chart.addEventListener('pointerleave', hide);
          }
        })();
        """;
}

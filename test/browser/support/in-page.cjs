// These run in the page.

/** How often there is each element, and each attribute of such elements: `svg` and `svg@class`. */
exports.markup = (parsed) => {
  const root = parsed ? new DOMParser().parseFromString(parsed.text, parsed.type) : document;
  const counts = {};
  const count = (what) => (counts[what] = (counts[what] ?? 0) + 1);
  for (const { tagName, attributes } of root.querySelectorAll('*')) {
    count(tagName);
    for (const { name } of attributes) count(`${tagName}@${name}`);
  }
  return counts;
};

/** Does to each element what a reader may do, and what handlers may wait for. */
exports.provoke = () => {
  for (const element of document.querySelectorAll('*')) {
    for (const type of ['pointerenter', 'mouseover', 'focus', 'load', 'error', 'begin'])
      element.dispatchEvent(new Event(type));
    element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  }
};

/**
 * What cannot be read of the texts of diagrams: axe does not know what is behind a text in an SVG. All of the page has to
 * be in sight.
 */
exports.unreadable = () => {
  const channels = (colour) =>
    colour
      .match(/[\d.]+/g)
      .slice(0, 3)
      .map(Number);
  /** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const isFilled = (element) => element instanceof SVGGeometryElement && /^rgb\(/.test(getComputedStyle(element).fill);
  const behind = (x, y) => document.elementsFromPoint(x, y).find(isFilled);

  return [...document.querySelectorAll('svg text')].flatMap((text) => {
    const content = text.textContent.trim();
    const { left, right, top, bottom } = text.getBoundingClientRect();
    if (content === '' || left === right) return [];
    const all = text.ownerSVGElement.getBoundingClientRect();
    if (left < all.left || right > all.right || top < all.top || bottom > all.bottom) return [`${content}: cut off`];
    const middle = (top + bottom) / 2;
    const shape = behind((left + right) / 2, middle);
    if (!shape) return [`${content}: nothing behind it`];
    const ratio = contrast(getComputedStyle(text).fill, getComputedStyle(shape).fill);
    if (ratio < 4.5) return [`${content}: contrast ${ratio.toFixed(2)}`];
    // Edges may cross what their labels are on.
    if (text.closest('.edge')) return [];
    return [left, right].every((x) => behind(x, middle) === shape) ? [] : [`${content}: wider than what it is in`];
  });
};

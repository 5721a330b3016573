// Runs in the page: search, filters and keys.
const byId = (id) => document.getElementById(id);
const [search, findings, level, keys, shown] = ['search', 'findings', 'level', 'keys', 'shown'].map(byId);
const rows = [...document.querySelectorAll('tr[data-for]')].map((row) => ({
  row,
  section: byId(row.dataset.for),
  ...row.dataset,
}));
const sets = [...document.querySelectorAll('.set')].map((set) => ({
  set,
  sections: [...set.querySelectorAll('.workload')],
}));

function fits({ words, findings: found, level: reached }) {
  const wanted = search.value.toLowerCase().split(/\s+/);
  const { value } = findings;
  const hasFound = value === '' || value === found || (value === 'any' && found !== 'none');
  return hasFound && (level.value === '' || level.value === reached) && wanted.every((word) => words.includes(word));
}

function filter() {
  let count = 0;
  for (const each of rows) {
    const isShown = fits(each);
    each.row.hidden = !isShown;
    each.section.hidden = !isShown;
    if (isShown) count++;
  }
  for (const { set, sections } of sets) {
    set.hidden = sections.length > 0 && sections.every((section) => section.hidden);
  }
  shown.textContent = count === rows.length ? '' : `${count} of ${rows.length} workloads`;
}

/** To the workload that comes after the place that is looked at, or before it. */
function move(step) {
  const sections = rows.map(({ section }) => section).filter((section) => !section.hidden);
  const focused = sections.findIndex((section) => section.contains(document.activeElement));
  const passed = sections.filter((section) => section.getBoundingClientRect().top < 1).length;
  const from = focused >= 0 ? focused : step > 0 ? passed - 1 : passed;
  const target = sections[Math.max(0, Math.min(from + step, sections.length - 1))];
  if (target) show(target.querySelector('h3'));
}

function show(heading) {
  heading.focus({ preventScroll: true });
  heading.scrollIntoView();
}

const KEYS = {
  '/': () => search.focus(),
  j: () => move(1),
  k: () => move(-1),
  g: () => show(byId('workloads')),
};

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && event.target === search) {
    search.value = '';
    filter();
    return;
  }
  const typing = event.target.closest('input, select, textarea');
  if (typing || !keys.checked || event.ctrlKey || event.altKey || event.metaKey || !Object.hasOwn(KEYS, event.key))
    return;
  event.preventDefault();
  KEYS[event.key]();
});

byId('filters').addEventListener('submit', (event) => event.preventDefault());
for (const input of [search, findings, level]) input.addEventListener('input', filter);
// Links to what is hidden show it again.
addEventListener('hashchange', () => {
  const target = byId(decodeURIComponent(location.hash.slice(1)));
  if (!target?.closest('[hidden]')) return;
  for (const input of [search, findings, level]) input.value = '';
  filter();
  target.scrollIntoView();
});
byId('filters').hidden = false;
filter();

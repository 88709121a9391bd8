// What is wrong, worst first, in the words that `resumelb check` has, too.

import { byId, count, keep, make, text } from './dom.js';

const SIGNS = { critical: '✕', warning: '!', ok: '✓' };
const SPOKEN = { critical: 'Critical: ', warning: 'Warning: ', ok: 'To know: ' };

export function verdict(state, conditions, status) {
  const bad = conditions.filter(condition => condition.severity !== 'ok').length;
  const serving = status.workers.filter(worker => worker.state === 'active').length;
  const title = bad === 0
    ? 'All is well: ' + count(serving, 'worker serves', 'workers serve')
    : count(bad, 'thing needs', 'things need') + ' attention';
  text(byId('verdict-title'), title);
  document.body.dataset.state = state;
  const name = location.host + ' · resumelb';
  document.title = bad === 0 ? '✓ ' + name : (state === 'critical' ? '✕ ' : '! ') + bad + ' · ' + name;
  const icon = (state === 'ok' ? 'ok' : state) + '.svg';
  if (byId('icon').getAttribute('href') !== icon) {
    byId('icon').setAttribute('href', icon);
  }
  keep(byId('conditions'), conditions, condition => condition.id + ' ' + (condition.worker || ''),
    () => make('li', {}, make('a', {}, make('span', { class: 'sign', 'aria-hidden': 'true' }),
      make('span', { class: 'hidden' }), make('span', {}))),
    (item, condition) => {
      const link = item.firstElementChild;
      link.className = condition.severity;
      link.href = condition.worker ? '#' + rowId(condition.worker) : condition.link;
      text(link.children[0], SIGNS[condition.severity]);
      text(link.children[1], SPOKEN[condition.severity]);
      text(link.children[2], condition.text);
    });
}

/** The identifier of a worker's row. */
export function rowId(worker) {
  return 'worker-' + worker;
}

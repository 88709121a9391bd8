// Classes × workers: who does the work of which class. Ordered by home, a specialised pool is a block diagonal.

import { byId, count, get, make, number, share, text, time } from './dom.js';

const MAX_COLUMNS = 24;
const LEAST_SHARE = 0.005;
let selecting = false;

export function matrix(classes, workers) {
  if (selecting) {
    return;
  }
  const columns = columnsOf(classes.classes, workers);
  const rank = new Map(columns.map((name, i) => [name, i]));
  const rows = [...classes.classes].sort((a, b) =>
    (rank.get(a.home) ?? MAX_COLUMNS) - (rank.get(b.home) ?? MAX_COLUMNS) || b.share - a.share);
  const table = byId('matrix-table');
  const focused = document.activeElement?.dataset?.class;
  table.replaceChildren(head(columns), body(rows, columns));
  if (focused !== undefined) {
    [...table.querySelectorAll('button')].find(button => button.dataset.class === focused)?.focus({ preventScroll: true });
  }
  text(byId('matrix-note'), note(classes, rows, workers.length - columns.length));
}

function note(classes, rows, hiddenWorkers) {
  if (rows.length === 0) {
    return 'No requests yet';
  }
  return 'The ' + count(rows.length, 'class', 'classes') + ' with most work, ordered by home (outlined)'
    + (classes.others.classes > 0 ? '; ' + count(classes.others.classes, 'other class has ', 'other classes have ') + share(classes.others.share) + ' of it' : '')
    + (hiddenWorkers > 0 ? '; ' + count(hiddenWorkers, 'worker', 'workers') + ' without a part in these not shown' : '')
    + '. Choose one to see why it goes where it goes.';
}

/** Workers that do a noticeable part of a class, those with homes first. */
function columnsOf(classes, workers) {
  const known = workers.map(worker => worker.name);
  if (known.length <= MAX_COLUMNS) {
    return known;
  }
  const homes = new Set(classes.map(each => each.home));
  const part = new Set(classes.flatMap(each => each.workers.filter(w => w.share >= 0.05).map(w => w.worker)));
  return known.filter(name => homes.has(name)).concat(known.filter(name => part.has(name) && !homes.has(name)))
    .slice(0, MAX_COLUMNS);
}

function head(columns) {
  return make('thead', {}, make('tr', {},
    make('th', { scope: 'col' }, 'Class'),
    make('th', { scope: 'col', class: 'number extra', title: 'Requests a second' }, 'Req/s'),
    make('th', { scope: 'col', class: 'number', title: 'Share of all workers’ time' }, 'Work'),
    make('th', { scope: 'col', class: 'number extra', title: 'How many times longer a first request on a worker takes' }, 'Cold/warm'),
    ...columns.map(name => make('th', { scope: 'col', class: 'number', title: name }, short(name, columns)))));
}

/** What tells a worker from the others: the port when all hosts are one. */
function short(name, all) {
  const host = worker => worker.slice(0, worker.lastIndexOf(':'));
  const port = worker => worker.slice(worker.lastIndexOf(':'));
  if (all.length > 1 && new Set(all.map(host)).size === 1) {
    return port(name);
  }
  return new Set(all.map(port)).size === 1 ? host(name) : name;
}

function body(rows, columns) {
  let home = null;
  return make('tbody', {}, ...rows.map(each => {
    const row = make('tr', { class: home !== null && each.home !== home ? 'newhome' : '' },
      make('th', { scope: 'row' }, make('button', { type: 'button', title: each.class, 'data-class': each.class }, each.class === '' ? '(no class)' : each.class)),
      make('td', { class: 'number extra' }, number(each.perSecond)),
      make('td', { class: 'number' }, share(each.share)),
      make('td', { class: 'number extra' }, each.coldOverWarm === null ? '–' : number(each.coldOverWarm) + '×'),
      ...columns.map(name => cell(each, name)));
    home = each.home;
    return row;
  }));
}

function cell(each, name) {
  const part = each.workers.find(worker => worker.worker === name);
  if (!part || part.share < LEAST_SHARE) {
    return make('td', { class: 'cell none' }, '·');
  }
  const element = make('td', {
    class: 'cell' + (name === each.home ? ' home' : ''),
    title: each.class + ' on ' + name + ': ' + number(part.perSecond) + ' requests/s, ' + time(part.meanMillis) + ' each, warmth ' + share(part.warmth),
  }, share(part.share));
  element.style.setProperty('--share', part.share.toFixed(3));
  return element;
}

/** Says why a class goes where it goes. */
async function explain(name) {
  const dialog = byId('explain');
  text(byId('explain-title'), name === '' ? 'Requests without a class' : name);
  text(byId('explain-reason'), '…');
  text(byId('explain-affinity'), '');
  byId('explain-body').replaceChildren();
  dialog.showModal();
  try {
    const answer = await get('explain?class=' + encodeURIComponent(name));
    text(byId('explain-reason'), (answer.worker === null ? 'The next request would wait: ' : 'The next request goes to ' + answer.worker + ': ') + answer.reason + '.');
    text(byId('explain-affinity'), affinity(answer.affinity) + ' Policy ' + answer.policy + '; ' + (answer.policy === 'resume' ? 'the lowest price wins.' : 'the highest weight wins.'));
    byId('explain-body').replaceChildren(...answer.candidates.map(each => make('tr', {},
      make('td', {}, each.worker),
      make('td', { class: 'number' }, number(each.score)),
      make('td', { class: 'number' }, number(each.backlog)),
      make('td', {}, each.verdict))));
  } catch (failure) {
    text(byId('explain-reason'), failure.message);
  }
}

function affinity(measured) {
  return measured.coldOverWarm === null
    ? 'Whether affinity helps this class is not known yet.'
    : 'Affinity ' + measured.verdict + ': a first request takes ' + number(measured.coldOverWarm) + ' times as long as a warm one.';
}

byId('matrix-table').addEventListener('click', click => {
  const button = click.target.closest('button');
  if (button) {
    explain(button.dataset.class);
  }
});
// Rows that change under a pressed pointer would swallow the click.
byId('matrix-table').addEventListener('pointerdown', () => {
  selecting = true;
});
addEventListener('pointerup', () => setTimeout(() => {
  selecting = false;
}, 300));
addEventListener('pointercancel', () => {
  selecting = false;
});

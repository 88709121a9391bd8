// Workers, and how one is taken out of service and back.

import { byId, count, keep, make, number, post, share, text, time } from './dom.js';
import { rowId } from './verdict.js';

let present = [];
let parts = new Map();
let readOnly = false;
let asked = '';

export function workers(state) {
  present = state.status.workers;
  readOnly = state.readOnly;
  parts = partsOf(state);
  const serving = present.filter(worker => worker.state === 'active').length;
  text(byId('workers-note'), count(serving, 'serves', 'serve') + ' of ' + present.length);
  keep(byId('workers-body'), present, worker => worker.name, create, (row, worker) => update(row, worker, state));
  if (byId('drain').open) {
    describe();
  }
}

/** What part of all work each worker does. */
function partsOf(state) {
  const busy = new Map(Object.entries(state.workers).map(([name, worker]) => [name, worker.busy]));
  const all = [...busy.values()].reduce((sum, each) => sum + each, 0);
  return new Map([...busy].map(([name, each]) => [name, all > 0 ? each / all : 0]));
}

function create(worker) {
  const label = (name, kind = '') => make('td', { class: kind, 'data-label': name });
  const bar = make('span', { class: 'bar', 'aria-hidden': 'true' }, make('i'));
  const work = label('Work', 'number');
  work.append(bar, make('span'));
  const state = label('State');
  state.append(make('span', { class: 'badge' }), make('span', { class: 'why' }));
  const row = make('tr', { id: rowId(worker.name) },
    make('th', { scope: 'row' }, make('span', {}, worker.name), make('span', { class: 'why' })),
    state, label('Requests/s', 'number'), work, label('Failed', 'number'), label('In flight', 'number'),
    label('Oldest', 'number'), label('Classes known', 'number'), make('td', {}, make('button', { type: 'button' })));
  row.querySelector('button').addEventListener('click', () => operate(worker.name));
  return row;
}

function update(row, worker, state) {
  const traffic = state.workers[worker.name] || { requests: 0, failures: 0, perSecond: 0 };
  const cells = row.children;
  text(cells[0].children[1], worker.version === null ? '' : 'version ' + worker.version);
  const safe = worker.state === 'draining' && worker.backlog === 0 && worker.handoverForMillis === 0;
  const word = worker.ejectedForMillis > 0 ? 'ejected' : worker.state;
  cells[1].children[0].className = 'badge ' + word;
  text(cells[1].children[0], word === 'ejected' ? 'left out' : word);
  cells[1].children[1].className = safe ? 'why safe' : 'why';
  text(cells[1].children[1], why(worker, safe));
  text(cells[2], number(traffic.perSecond));
  const part = parts.get(worker.name) || 0;
  cells[3].firstElementChild.style.setProperty('--share', part.toFixed(3));
  text(cells[3].lastElementChild, share(part));
  text(cells[4], traffic.requests === 0 ? '–' : share(traffic.failures / traffic.requests));
  text(cells[5], number(worker.backlog));
  text(cells[6], worker.oldestRequestMillis > 0 ? time(worker.oldestRequestMillis) : '–');
  text(cells[7], number(worker.skills));
  const button = cells[8].firstElementChild;
  text(button, worker.state === 'draining' ? 'Undrain' : 'Drain…');
  button.setAttribute('aria-label', (worker.state === 'draining' ? 'Undrain ' : 'Drain ') + worker.name);
  button.disabled = readOnly;
}

function why(worker, safe) {
  if (safe) {
    return 'Safe to stop';
  }
  if (worker.state === 'draining') {
    return worker.handoverForMillis > 0
      ? 'hands over for another ' + time(worker.handoverForMillis)
      : count(worker.backlog, 'request', 'requests') + ' to finish';
  }
  if (worker.ejectedForMillis > 0) {
    return 'failed requests; back in ' + time(worker.ejectedForMillis);
  }
  return worker.reason || '';
}

async function operate(name) {
  const worker = present.find(each => each.name === name);
  if (worker && worker.state === 'draining') {
    try {
      await post('workers/' + encodeURIComponent(name) + '/undrain');
    } catch (failure) {
      text(byId('workers-note'), failure.message);
    }
    return;
  }
  asked = name;
  byId('drain-sure').checked = false;
  text(byId('drain-failure'), '');
  describe();
  byId('drain').showModal();
}

/** Says what draining would do now. */
function describe() {
  const worker = present.find(each => each.name === asked);
  const others = present.filter(each => each.state === 'active' && each.name !== asked).length;
  const part = parts.get(asked) || 0;
  const last = worker !== undefined && worker.state === 'active' && others === 0;
  text(byId('drain-title'), 'Drain ' + asked + '?');
  text(byId('drain-what'), 'It gets no new requests; those that it has finish. It does ' + share(part) + ' of the work now, which '
    + (others === 1 ? 'the other worker takes' : 'the ' + others + ' other workers take') + ' over.');
  if (last) {
    text(byId('drain-what'), 'It gets no new requests; those that it has finish.');
  }
  text(byId('drain-how'), 'Its ' + (worker && worker.skills > 0 ? count(worker.skills, 'class leaves', 'classes leave') : 'classes leave')
    + ' it one after the other during that time, so that the others need not learn all at once. 0: all leave at once.'
    + ' Its row says when it is safe to stop.');
  byId('drain-last').hidden = !last;
  byId('drain-go').disabled = last && !byId('drain-sure').checked;
}

byId('drain-sure').addEventListener('change', describe);
byId('drain-cancel').addEventListener('click', () => byId('drain').close());
byId('drain').querySelector('form').addEventListener('submit', async submit => {
  submit.preventDefault();
  try {
    await post('workers/' + encodeURIComponent(asked) + '/drain?handoverSeconds=' + byId('drain-seconds').valueAsNumber
      + '&unlessLast=' + !byId('drain-sure').checked);
    byId('drain').close();
  } catch (failure) {
    text(byId('drain-failure'), failure.message);
  }
});

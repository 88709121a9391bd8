// The classifier and the settings in force.

import { byId, count, get, keep, make, number, post, share, text } from './dom.js';

let settings = [];
let fingerprint = '';

export async function loadSettings() {
  settings = (await get('config')).settings;
  show();
}

function show() {
  const find = byId('settings-find').value.trim().toLowerCase();
  const changed = byId('settings-changed').checked;
  const shown = settings.filter(each => (!changed || each.origin !== 'default')
    && (find === '' || (each.name + ' ' + each.meaning).toLowerCase().includes(find)));
  keep(byId('settings-body'), shown, each => each.name, create, update);
}

function create(setting) {
  const cell = (label, kind = '') => make('td', { class: kind, 'data-label': label });
  return make('tr', {},
    make('th', { scope: 'row' }, make('span', { class: 'code' }, setting.name), make('span', { class: 'why' }, setting.meaning.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/`/g, ''))),
    cell('Value'), cell('Default'), cell('From', 'short'), cell('Changes', 'short'));
}

function update(row, setting) {
  const cells = row.children;
  cells[1].className = setting.origin === 'default' ? '' : 'changed';
  text(cells[1], plain(setting.value, setting.unit));
  text(cells[2], plain(setting.default, setting.unit));
  text(cells[3], setting.origin);
  text(cells[4], setting.changes);
}

function plain(value, unit) {
  return value === '' ? '–' : String(value) + (unit ? ' ' + unit : '');
}

export function classifier(state) {
  const present = state.status.classifier;
  const facts = [['In force', present.description], ['Fingerprint', present.fingerprint], ['File', present.file],
    ['Failed to name', count(present.failures, 'request', 'requests')]];
  keep(byId('classifier-facts'), facts.flatMap(([name, value]) => [['dt', name, name], ['dd', name + '=', value]]),
    fact => fact[1], fact => make(fact[0]), (element, fact) => text(element, fact[2]));
  byId('classifier-check').disabled = false;
  if (state.readOnly) {
    byId('classifier-check').disabled = true;
    byId('classifier-reload').disabled = true;
  }
  if (fingerprint !== '' && fingerprint !== present.fingerprint) {
    byId('classifier-reload').disabled = true;
  }
  fingerprint = present.fingerprint;
}

function answer(words, failed) {
  byId('classifier-answer').className = failed ? 'failure' : '';
  text(byId('classifier-answer'), words);
}

function examples(list) {
  const table = byId('classifier-examples');
  table.hidden = list.length === 0;
  table.replaceChildren(
    make('thead', {}, make('tr', {}, ...['Request', 'Class now', 'Class then'].map(name => make('th', { scope: 'col' }, name)))),
    make('tbody', {}, ...list.map(each => make('tr', {}, make('td', {}, each.request), make('td', {}, each.before), make('td', {}, each.after)))));
}

byId('classifier-check').addEventListener('click', async () => {
  byId('classifier-reload').disabled = true;
  examples([]);
  try {
    const checked = await post('classifier/check');
    const part = checked.requests === 0 ? '' : ' (' + share(checked.changed / checked.requests) + ')';
    answer('The file builds ' + checked.description + '. ' + (checked.requests === 0
      ? 'No requests were seen to try it on.'
      : 'Of the last ' + number(checked.requests) + ' requests ' + number(checked.changed) + ' would change class' + part + '.')
      + (checked.different ? ' What was learnt under the present one is forgotten.' : ' It names requests as the present one does.'), false);
    examples(checked.examples);
    byId('classifier-reload').disabled = false;
  } catch (failure) {
    answer('The classifier in force stays. ' + failure.message, true);
  }
});
byId('classifier-reload').addEventListener('click', async () => {
  byId('classifier-reload').disabled = true;
  examples([]);
  try {
    answer((await post('classifier/reload')).classifier + '.', false);
  } catch (failure) {
    answer('The classifier in force stays. ' + failure.message, true);
  }
});
byId('settings-find').addEventListener('input', show);
byId('settings-changed').addEventListener('change', show);

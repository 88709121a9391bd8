// Shows what the load balancer does, once a second, while somebody looks.

import { byId, clock, keep, make, number, text } from './dom.js';
import { live } from './live.js';
import * as graphs from './graphs.js';
import { matrix } from './matrix.js';
import { classifier, loadSettings } from './settings.js';
import { verdict } from './verdict.js';
import { workers } from './workers.js';

const MAX_EVENTS = 500;
const LINKS = { yes: 'live', lost: 'no word from the load balancer', paused: 'paused' };
let events = [];

function showEvents() {
  const newest = events.slice(-MAX_EVENTS).reverse();
  keep(byId('events-list'), newest.length > 0 ? newest : [{ id: 0 }], event => String(event.id),
    event => make('li', {}, event.id === 0 ? make('span', {}, 'Nothing yet') : make('time', { dateTime: new Date(event.at).toISOString() }, clock(event.at)),
      event.id === 0 ? null : make('span', {}, (event.worker ? event.worker + ' ' : '') + event.text)),
    () => {});
}

function facts(state) {
  const all = [['Policy', state.status.policy], ['Classes', number(state.status.classes)],
    ['Affinity', state.status.affinity.verdict], ...(state.status.version === null ? [] : [['Version', state.status.version]]),
    ...(state.readOnly ? [['Access', 'read only']] : [])];
  keep(byId('facts'), all, fact => fact[0], fact => make('div', {}, make('dt', {}, fact[0]), make('dd')),
    (element, fact) => text(element.lastElementChild, fact[1]));
}

function safely(name, part) {
  try {
    part();
  } catch (failure) {
    // One part that fails must not keep the others from being shown.
    console.error(name, failure);
  }
}

text(byId('place'), location.host);
live({
  begin(past) {
    events = past.events;
    graphs.begin(past.steps, [...past.events]);
    showEvents();
    loadSettings().catch(failure => console.error(failure));
  },
  state(state) {
    const last = events.length > 0 ? events.at(-1).id : 0;
    const fresh = state.events.filter(event => event.id > last);
    safely('graphs', () => graphs.add(state.step, fresh));
    safely('verdict', () => verdict(state.state, state.conditions, state.status));
    safely('facts', () => facts(state));
    safely('matrix', () => matrix(state.classes, state.status.workers));
    safely('workers', () => workers(state));
    safely('classifier', () => classifier(state));
    if (fresh.length > 0) {
      events = events.concat(fresh).slice(-MAX_EVENTS);
      showEvents();
      if (fresh.some(event => event.kind === 'settings' || event.kind === 'reloaded')) {
        loadSettings().catch(failure => console.error(failure));
      }
    }
  },
  link(now) {
    byId('link').dataset.live = now;
    text(byId('link-text'), LINKS[now]);
  },
});

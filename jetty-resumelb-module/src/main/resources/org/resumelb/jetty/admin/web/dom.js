// Elements and numbers. What clients can make up goes in as text only: nothing here reads markup.

export const byId = id => document.getElementById(id);

/** An element with properties and children; a child that is a string becomes text. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'class') {
      element.className = value;
    } else if (name.startsWith('data-') || name.startsWith('aria-') || name === 'scope' || name === 'colspan') {
      element.setAttribute(name, value);
    } else {
      element[name] = value;
    }
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== ''));
  return element;
}

/** Sets a text if it is another, so that nothing that is selected or read aloud is disturbed. */
export function text(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}

/** Has a parent have one child for each item: those of items that stay are kept, in the order of the items. */
export function keep(parent, items, key, create, update) {
  const present = new Map([...parent.children].map(child => [child.dataset.key, child]));
  let next = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    let child = present.get(name);
    if (child) {
      present.delete(name);
    } else {
      child = create(item);
      child.dataset.key = name;
    }
    update(child, item);
    if (child === next) {
      next = next.nextElementSibling;
    } else {
      parent.insertBefore(child, next);
    }
  }
  present.forEach(child => child.remove());
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/** A number for people: three digits or so. */
export function number(value) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return '–';
  }
  return value === 0 ? '0' : Math.abs(value) >= 10 || Number.isInteger(value) ? whole.format(value) : fine.format(value);
}

export function share(value) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return '–';
  }
  const percent = value * 100;
  return (percent > 0 && percent < 1 ? '<1' : percent > 99 && percent < 100 ? '>99' : whole.format(percent)) + ' %';
}

/** Milliseconds as a time. */
export function time(millis) {
  if (millis === null || millis === undefined || Number.isNaN(millis)) {
    return '–';
  }
  if (millis < 1000) {
    return number(millis) + ' ms';
  }
  if (millis < 120000) {
    return (millis < 10000 ? (millis / 1000).toFixed(1) : whole.format(millis / 1000)) + ' s';
  }
  return whole.format(millis / 60000) + ' min';
}

export function count(n, one, many) {
  return whole.format(n) + ' ' + (n === 1 ? one : many);
}

export function clock(epochMillis) {
  return new Date(epochMillis).toLocaleTimeString('en-GB');
}

/** Has the load balancer do something; returns what it answers, or throws what it says is wrong. */
export async function post(path) {
  const response = await fetch(path, { method: 'POST' });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error(answer.error || 'the load balancer answered ' + response.status);
  }
  return answer;
}

export async function get(path) {
  const response = await fetch(path);
  if (!response.ok) {
    throw new Error('the load balancer answered ' + response.status);
  }
  return response.json();
}

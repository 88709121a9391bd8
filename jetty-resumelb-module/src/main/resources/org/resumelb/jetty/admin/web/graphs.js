// Four graphs over time, and marks where something happened.

import { byId, make, number, share, text, time } from './dom.js';

const MAX_POINTS = 4000;
const GRAPHS = [
  {
    title: 'Requests per second, by outcome',
    lines: [
      { name: 'served', color: 1, value: step => step.succeeded / step.seconds },
      { name: 'failed', color: 2, value: step => step.failed / step.seconds },
      { name: 'refused', color: 3, value: step => step.rejected / step.seconds },
      { name: 'client left', color: 5, value: step => step.aborted / step.seconds },
    ],
    show: number,
  },
  {
    title: 'Time to the end of the answer',
    lines: [
      { name: 'half within', color: 1, value: step => step.p50 },
      { name: '99 % within', color: 3, value: step => step.p99 },
    ],
    show: time,
  },
  {
    title: 'Waiting, and in the hands of workers',
    lines: [
      { name: 'waiting', color: 3, value: step => step.waiting },
      { name: 'with workers', color: 1, value: step => step.backlog },
    ],
    show: number,
  },
  {
    title: 'Share of requests that went where their class is at home',
    lines: [
      {
        name: 'at home',
        color: 4,
        value: step => {
          const all = step.home + step.recruit + step.unskilled;
          return all === 0 ? null : step.home / all;
        },
      },
    ],
    show: share,
    range: [0, 1],
  },
];

let steps = [];
let events = [];
let seconds = 300;
const drawn = [];

function styles() {
  const computed = getComputedStyle(document.documentElement);
  return name => computed.getPropertyValue(name).trim();
}

/** Forgets what is drawn, and draws it with the colours and sizes of now. */
function build() {
  const style = styles();
  drawn.forEach(graph => graph.plot.destroy());
  drawn.length = 0;
  const root = byId('graphs');
  root.replaceChildren();
  for (const graph of GRAPHS) {
    const values = graph.lines.map(() => make('b', {}, '–'));
    const legend = make('p', { class: 'legend' },
      ...graph.lines.map((line, i) => make('span', {}, make('i', { class: 'key k' + line.color }), line.name, values[i])));
    const place = make('div', { class: 'plot', 'aria-hidden': 'true' });
    root.append(make('div', { class: 'graph' }, make('h3', {}, graph.title), legend, place));
    drawn.push({ graph, place, values, plot: plot(graph, place, values, style) });
  }
  draw();
}

function plot(graph, place, values, style) {
  const axis = { stroke: style('--soft'), grid: { stroke: style('--line'), width: 1 }, ticks: { show: false }, font: '11px system-ui, sans-serif' };
  const options = {
    width: Math.max(200, place.clientWidth),
    height: 170,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    scales: {
      x: { range: () => [Date.now() / 1000 - seconds, Date.now() / 1000] },
      y: { range: (u, low, high) => graph.range || [0, high > 0 ? high * 1.08 : 1] },
    },
    axes: [
      { ...axis, size: 26, space: 62, values: (u, ticks) => ticks.map(at => new Date(at * 1000).toLocaleTimeString('en-GB', seconds > 300 ? { hour: '2-digit', minute: '2-digit' } : {})) },
      { ...axis, size: 58, space: 34, values: (u, ticks) => ticks.map(graph.show) },
    ],
    series: [{}, ...graph.lines.map(line => ({
      stroke: style('--c' + line.color), width: 1.6, points: { show: false }, spanGaps: false,
    }))],
    hooks: {
      drawClear: [u => mark(u, style('--c5'))],
      setCursor: [u => legendAt(graph, values, u.cursor.idx)],
    },
  };
  return new uPlot(options, [[], ...graph.lines.map(() => [])], place);
}

/** Draws a line for each event. */
function mark(u, color) {
  const context = u.ctx;
  context.save();
  context.strokeStyle = color;
  context.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  context.lineWidth = devicePixelRatio;
  for (const event of events) {
    const x = u.valToPos(event.at / 1000, 'x', true);
    if (x > u.bbox.left && x < u.bbox.left + u.bbox.width) {
      context.beginPath();
      context.moveTo(x, u.bbox.top);
      context.lineTo(x, u.bbox.top + u.bbox.height);
      context.stroke();
    }
  }
  context.restore();
}

/** The values where the pointer is; of the newest step when it is elsewhere. */
function legendAt(graph, values, index) {
  const step = index === null || index === undefined ? steps.at(-1) : shown()[index];
  graph.lines.forEach((line, i) => text(values[i], step ? graph.show(line.value(step)) : '–'));
}

function shown() {
  const from = Date.now() - seconds * 1000;
  const first = steps.findIndex(step => step.at >= from);
  return first < 0 ? [] : steps.slice(Math.max(0, first - 1));
}

function draw() {
  const visible = shown();
  const at = visible.map(step => step.at / 1000);
  for (const { graph, values, plot } of drawn) {
    plot.setData([at, ...graph.lines.map(line => visible.map(line.value))]);
    if (plot.cursor.left < 0 || plot.cursor.left === undefined) {
      legendAt(graph, values, null);
    }
  }
}

export function begin(past, happened) {
  steps = past;
  events = happened;
  if (drawn.length === 0) {
    build();
  } else {
    draw();
  }
}

export function add(step, happened) {
  steps.push(step);
  events.push(...happened);
  if (steps.length > MAX_POINTS) {
    steps.splice(0, steps.length - MAX_POINTS);
  }
  draw();
}

byId('spans').addEventListener('click', click => {
  const button = click.target.closest('button');
  if (button) {
    seconds = Number(button.dataset.seconds);
    byId('spans').querySelectorAll('button').forEach(other => other.setAttribute('aria-pressed', String(other === button)));
    draw();
  }
});

new ResizeObserver(() => drawn.forEach(({ place, plot }) => {
  const width = Math.max(200, place.clientWidth);
  if (width !== plot.width) {
    plot.setSize({ width, height: 170 });
  }
})).observe(byId('graphs'));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawn.length > 0 && build());

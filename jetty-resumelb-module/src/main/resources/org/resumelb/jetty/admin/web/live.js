// The event stream. Nothing is asked for while the page is hidden.

const SILENCE_MILLIS = 5000;

/** Calls what `listeners` has: `begin` with the past, `state` each second, `link` when the connection changes. */
export function live(listeners) {
  let source = null;
  let watchdog = 0;

  const heard = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => listeners.link('lost'), SILENCE_MILLIS);
    listeners.link('yes');
  };

  const open = () => {
    if (source || document.hidden) {
      return;
    }
    source = new EventSource('live');
    source.addEventListener('begin', event => {
      heard();
      listeners.begin(JSON.parse(event.data));
    });
    source.addEventListener('state', event => {
      heard();
      listeners.state(JSON.parse(event.data));
    });
    source.addEventListener('error', () => {
      listeners.link('lost');
      // Once a stream was refused, as when too many look, the browser gives up: try again now and then.
      if (source && source.readyState === EventSource.CLOSED) {
        close();
        setTimeout(open, SILENCE_MILLIS);
      }
    });
  };

  const close = () => {
    clearTimeout(watchdog);
    if (source) {
      source.close();
      source = null;
    }
  };

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      close();
      listeners.link('paused');
    } else {
      open();
    }
  });
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  open();
}

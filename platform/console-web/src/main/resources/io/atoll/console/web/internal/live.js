// Follows a run: writes what the platform tells into the places that wait for it, and reads the page again at the end of the run.
(() => {
  'use strict';
  const page = document.querySelector('[data-run]');
  if (!page || !window.EventSource) {
    return;
  }
  const places = new Map();
  for (const place of document.querySelectorAll('[data-live]')) {
    places.set(place.dataset.live, place);
  }
  const TONES = {complete: 'good', running: 'busy', waiting: 'busy', incomplete: 'wary'};
  const bar = document.querySelector('progress');
  const again = () => location.reload();
  const write = (name, value) => {
    const place = places.get(name);
    const text = String(value);
    if (!place || place.textContent === text) {
      return;
    }
    const badge = place.querySelector('.badge');
    (badge || place).textContent = text;
    if (badge) {
      badge.className = 'badge ' + (TONES[text] || 'quiet');
    }
  };
  const duration = seconds => {
    const minutes = Math.floor(seconds / 60);
    return minutes >= 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min`
      : minutes > 0 ? `${minutes} min ${seconds % 60} s`
      : `${seconds} s`;
  };
  const remaining = progress => {
    const known = progress.remainingSeconds !== undefined;
    write('remainingSeconds', known ? 'about ' + duration(progress.remainingSeconds) : 'not known');
    write('remainingReason', progress.remainingReason);
    if (bar && known) {
      bar.max = progress.seconds + progress.remainingSeconds;
      bar.value = progress.seconds;
    } else if (bar) {
      bar.removeAttribute('value');
    }
  };
  const source = new EventSource('/api/v1/events/stream?run=' + encodeURIComponent(page.dataset.run));
  source.addEventListener('progress', event => {
    const progress = JSON.parse(event.data);
    if (progress.kinds.some(kind => !places.has(kind.label + '/fetched'))) {
      source.close();
      setTimeout(again, 2000);
      return;
    }
    write('seconds', duration(progress.seconds));
    write('recordsPerSecond', progress.recordsPerSecond);
    write('sum/fetched', progress.summary.fetched);
    write('sum/failed', progress.summary.failed);
    remaining(progress);
    for (const kind of progress.kinds) {
      for (const name of ['state', 'fetched', 'mapped', 'filtered', 'unchanged', 'upserted', 'failed']) {
        write(kind.label + '/' + name, kind[name]);
      }
    }
  });
  source.addEventListener('end', () => {
    source.close();
    again();
  });
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(again, 5000);
    }
  });
})();

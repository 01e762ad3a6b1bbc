// Makes an editor of the form for a mapping: maps the record while somebody types, marks the lines with faults, completes words, and leafs
// through the records that are kept. Without it the form does the same by its buttons.
(() => {
  'use strict';
  const form = document.getElementById('mapping-editor');
  if (!form) {
    return;
  }
  const PAUSE = 120;
  const MOST_WORDS = 50;
  const text = document.getElementById('mapping-mapping');
  const record = document.getElementById('mapping-record');
  const resource = document.getElementById('mapping-resource');
  const status = document.getElementById('mapping-status');
  const api = '/api/v1/integrations/' + encodeURIComponent(form.dataset.integration);
  const at = id => document.getElementById(id);
  const make = (name, attributes, content) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      element.setAttribute(key, value);
    }
    element.textContent = content || '';
    return element;
  };
  const asked = async address => {
    const answer = await fetch(address, {headers: {Accept: 'application/json'}});
    return answer.ok ? answer.json() : {};
  };

  // ---- the numbers of the lines

  const gutter = make('pre', {class: 'gutter', 'aria-hidden': 'true'});
  text.before(gutter);
  text.closest('.written').classList.add('numbered');
  let faulty = new Set();
  const number = () => {
    const count = text.value.split('\n').length;
    gutter.replaceChildren(...Array.from({length: count}, (_, index) =>
      make('span', faulty.has(index + 1) ? {class: 'bad'} : {}, String(index + 1) + '\n')));
    gutter.scrollTop = text.scrollTop;
  };
  text.addEventListener('scroll', () => {
    gutter.scrollTop = text.scrollTop;
    close();
  });
  const goTo = line => {
    const start = text.value.split('\n').slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    const end = text.value.indexOf('\n', start);
    text.focus();
    text.setSelectionRange(start, end < 0 ? text.value.length : end);
    text.scrollTop = Math.max(0, (line - 5) * parseFloat(getComputedStyle(text).lineHeight));
  };

  // ---- what the mapping makes, while somebody types

  const mark = () => {
    faulty = new Set();
    for (const item of document.querySelectorAll('#mapping-faults [data-line], #mapping-made [data-line]')) {
      const line = Number(item.dataset.line);
      if (!line) {
        continue;
      }
      if ('fault' in item.dataset || item.closest('#mapping-made')) {
        faulty.add(line);
      }
      const button = make('button', {type: 'button', class: 'plain'}, 'Go to line ' + line);
      button.addEventListener('click', () => goTo(line));
      item.append(button);
    }
    const broken = document.querySelector('#mapping-faults [data-fault]') !== null;
    if (broken) {
      text.setAttribute('aria-invalid', 'true');
    } else {
      text.removeAttribute('aria-invalid');
    }
    number();
    return broken;
  };
  const offer = made => {
    const list = made.querySelector('[data-resources]');
    const names = list ? list.dataset.resources.split(' ').filter(name => name) : [];
    if (names.length === 0 || names.join(' ') === Array.from(resource.options, one => one.value).join(' ')) {
      return;
    }
    const chosen = resource.value;
    resource.replaceChildren(...names.map(name => new Option(name, name, false, name === chosen)));
  };
  let running = new AbortController();
  let timer = 0;
  const map = async () => {
    running.abort();
    running = new AbortController();
    const began = performance.now();
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      fields.append(name, value);
    }
    fields.set('formPart', 'made');
    try {
      const answer = await fetch(form.action, {method: 'POST', body: fields, signal: running.signal});
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const made = page.getElementById('mapping-made');
      const faults = page.getElementById('mapping-faults');
      if (!made || !faults) {
        status.textContent = answer.status === 403 ? 'You are signed out, or signed in anew. Copy what you typed, and reload.'
          : 'The platform does not answer as it should (status ' + answer.status + ').';
        return;
      }
      at('mapping-made').replaceWith(made);
      at('mapping-faults').replaceWith(faults);
      offer(made);
      status.textContent = mark() ? 'The mapping is faulty: see below.'
        : 'Mapped in ' + Math.round(performance.now() - began) + ' ms.';
    } catch (failure) {
      if (failure.name !== 'AbortError') {
        status.textContent = 'The platform does not answer: what you typed is still here.';
      }
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(map, PAUSE);
  };
  record.addEventListener('input', soon);
  text.addEventListener('input', () => {
    number();
    soon();
  });

  // ---- the records that are kept

  let samples = [];
  let sample = 0;
  const leafing = at('mapping-leafing');
  const position = make('span', {role: 'status'});
  const show = index => {
    sample = (index + samples.length) % samples.length;
    record.value = JSON.stringify(samples[sample].record, null, 2);
    position.textContent = 'Record ' + (sample + 1) + ' of the first ' + samples.length;
    map();
  };
  const leaf = (label, step) => {
    const button = make('button', {type: 'button', class: 'plain'}, label);
    button.addEventListener('click', () => {
      if (samples.length > 0) {
        show(sample + step);
      }
    });
    return button;
  };
  const buttons = make('div', {class: 'buttons'});
  buttons.append(leaf('Previous', -1), leaf('Next', 1), position);
  leafing.append(buttons);
  const kind = () => resource.value.replace(/-[0-9]+$/, '');
  const load = async () => {
    const wanted = kind();
    const found = wanted ? (await asked(api + '/samples?limit=50&kind=' + encodeURIComponent(wanted))).items || [] : [];
    if (wanted === kind()) {
      samples = found;
      sample = 0;
      position.textContent = samples.length === 0 ? 'No record of this kind is kept.' : '';
    }
  };
  resource.addEventListener('change', async () => {
    await load();
    if (samples.length > 0) {
      show(0);
    } else {
      record.value = '';
      map();
    }
  });

  // ---- completion

  const KEYS = {
    '': ['resources', 'createMissingRelatedEntities', 'deleteDependentEntities', 'enableMergeEntity', 'entityDeletionThreshold'],
    resources: ['kind', 'selector', 'port'],
    selector: ['query'],
    port: ['entity', 'itemsToParse', 'itemsToParseName', 'itemsToParseTopLevelTransform'],
    entity: ['mappings'],
    mappings: ['identifier', 'title', 'icon', 'blueprint', 'team', 'properties', 'relations']
  };
  const words = new Map();
  const wordsOf = wanted => {
    if (!words.has(wanted)) {
      words.set(wanted, asked(api + '/words' + (wanted ? '?kind=' + encodeURIComponent(wanted) : '')));
    }
    return words.get(wanted);
  };
  const indent = line => line.replace(/^(\s*)((?:- +)*).*$/s, '$1$2').length;
  const keyOf = line => {
    const found = /^\s*(?:- +)*["']?([^"':#]+?)["']?\s*:(\s|$)/.exec(line);
    return found ? found[1] : null;
  };
  // The keys that a line stands below, the nearest first.
  const above = (lines, row, column) => {
    const keys = [];
    let limit = column;
    for (let i = row - 1; i >= 0 && limit > 0; i--) {
      const key = keyOf(lines[i]);
      if (key !== null && indent(lines[i]) < limit) {
        limit = indent(lines[i]);
        keys.push({key, row: i});
        const dash = /^(\s*)- /.exec(lines[i]);
        if (dash) {
          limit = dash[1].length + 1;
          if (dash[1].length === 0 && keyOf(lines[i - 1] || '') === 'resources') {
            limit = 1;
          }
        }
      }
    }
    return keys;
  };
  // The value of a key in the resource around a row.
  const around = (lines, row, key) => {
    const begins = line => /^\s*- +(?:kind|selector|port)\s*:/.test(line);
    let from = row;
    while (from > 0 && !begins(lines[from])) {
      from--;
    }
    for (let i = from; i < lines.length && (i === from || !begins(lines[i])); i++) {
      if (keyOf(lines[i]) === key) {
        return lines[i].slice(lines[i].indexOf(':') + 1).trim().replace(/^(['"])(.*)\1$/, '$2').replace(/^(["'])(.*)\1$/, '$2');
      }
    }
    return '';
  };
  const itemPaths = (paths, list, name) => {
    const root = list.replace(/\[\]$/, '') + '[]';
    return paths.filter(one => one.path.startsWith(root))
      .map(one => ({...one, path: '.' + (name || 'item') + one.path.slice(root.length)}));
  };
  const fields = (found, quoted) => {
    const id = quoted.replace(/["']/g, '');
    return found.blueprints.find(one => one.identifier === id);
  };
  // What can stand at the cursor: {from, words: [{word, note}]}.
  const possible = async () => {
    const lines = text.value.split('\n');
    const before = text.value.slice(0, text.selectionStart);
    const row = before.split('\n').length - 1;
    const head = before.slice(before.lastIndexOf('\n') + 1);
    const keys = above(lines, row, Math.max(1, indent(lines[row])));
    const inKey = /^\s*(?:- +)*([\w.$-]*)$/.exec(head);
    const nothing = {from: before.length, words: []};
    if (inKey) {
      const parent = keys.length > 0 ? keys[0].key : '';
      let list = (KEYS[parent] || []).map(word => ({word: word + ': ', note: ''}));
      if (parent === 'properties' || parent === 'relations') {
        const found = await wordsOf('');
        const blueprint = found.blueprints && fields(found, around(lines, row, 'blueprint'));
        list = blueprint ? blueprint[parent].map(one => ({word: one.name + ': ', note: [one.type, one.title].join(' ')})) : [];
      }
      const from = before.length - inKey[1].length;
      return {from, words: list.filter(one => one.word.toLowerCase().startsWith(inKey[1].toLowerCase()))};
    }
    const key = keyOf(lines[row]);
    const value = /:\s+(\S.*)?$/.exec(head);
    if (key === null && !keys.length) {
      return nothing;
    }
    if (key === 'kind' && value) {
      const typed = value[1] || '';
      const found = await wordsOf('');
      return {from: before.length - typed.length,
        words: (found.kinds || []).filter(one => one.startsWith(typed)).map(word => ({word, note: 'kind'}))};
    }
    if (key === 'blueprint' && value) {
      const typed = value[1] || '';
      const bare = typed.replace(/["']/g, '');
      const found = await wordsOf('');
      return {from: before.length - typed.length,
        words: (found.blueprints || []).filter(one => one.identifier.startsWith(bare))
          .map(one => ({word: '\'"' + one.identifier + '"\'', note: one.title}))};
    }
    const path = /\.[\w.[\]"]*$/.exec(head);
    if (!path && (head.trim() === '' || !/[\s:('"|,]$/.test(head))) {
      return nothing;
    }
    const typed = path ? path[0] : '';
    const found = await wordsOf(around(lines, row, 'kind') || kind());
    let paths = found.paths || [];
    const list = around(lines, row, 'itemsToParse');
    if (list && key !== 'itemsToParse' && key !== 'query') {
      paths = itemPaths(paths, list, around(lines, row, 'itemsToParseName')).concat(paths);
    }
    return {from: before.length - typed.length,
      words: paths.filter(one => one.path.startsWith(typed) && one.path !== typed)
        .map(one => ({word: one.path, note: one.type + (one.example ? ', such as ' + one.example : '')}))};
  };

  const popup = make('ul', {role: 'listbox', id: 'mapping-words', 'aria-label': 'What can stand here', class: 'words', tabindex: '0', hidden: ''});
  text.after(popup);
  text.setAttribute('aria-autocomplete', 'list');
  text.setAttribute('aria-controls', 'mapping-words');
  let shown = {from: 0, words: []};
  let active = -1;
  let question = 0;
  function close() {
    question++;
    active = -1;
    popup.hidden = true;
    text.removeAttribute('aria-activedescendant');
  }
  const activate = index => {
    active = (index + shown.words.length) % shown.words.length;
    Array.from(popup.children).forEach((item, i) => item.setAttribute('aria-selected', String(i === active)));
    text.setAttribute('aria-activedescendant', 'mapping-word-' + active);
    popup.children[active].scrollIntoView({block: 'nearest'});
  };
  const insert = (from, word) => {
    text.setSelectionRange(from, text.selectionStart);
    if (!document.execCommand('insertText', false, word)) {
      text.setRangeText(word, from, text.selectionEnd, 'end');
      text.dispatchEvent(new Event('input', {bubbles: true}));
    }
  };
  const take = index => {
    const chosen = shown.words[index];
    const from = shown.from;
    close();
    text.focus();
    insert(from, chosen.word);
    close();
  };
  const width = (() => {
    const context = document.createElement('canvas').getContext('2d');
    return () => {
      const style = getComputedStyle(text);
      context.font = style.fontSize + ' ' + style.fontFamily;
      return context.measureText('m').width;
    };
  })();
  const place = () => {
    const style = getComputedStyle(text);
    const before = text.value.slice(0, shown.from).split('\n');
    const below = before.length * parseFloat(style.lineHeight) + parseFloat(style.paddingTop) - text.scrollTop;
    const beside = before[before.length - 1].length * width() + parseFloat(style.paddingLeft) - text.scrollLeft;
    popup.style.top = text.offsetTop + Math.min(below, text.clientHeight) + 'px';
    popup.style.left = text.offsetLeft + Math.max(0, Math.min(beside, text.clientWidth - 240)) + 'px';
  };
  const open = async first => {
    const mine = ++question;
    const found = await possible();
    if (mine !== question) {
      return;
    }
    shown = {from: found.from, words: found.words.slice(0, MOST_WORDS)};
    if (shown.words.length === 0) {
      close();
      if (first) {
        status.textContent = 'Nothing is known that could stand here.';
      }
      return;
    }
    popup.replaceChildren(...shown.words.map((one, index) => {
      const item = make('li', {role: 'option', id: 'mapping-word-' + index, 'aria-selected': 'false'}, one.word);
      if (one.note.trim()) {
        item.append(make('span', {class: 'note'}, one.note));
      }
      item.addEventListener('mousedown', event => {
        event.preventDefault();
        take(index);
      });
      return item;
    }));
    popup.hidden = false;
    active = -1;
    text.removeAttribute('aria-activedescendant');
    place();
    if (first) {
      activate(0);
      status.textContent = shown.words.length + ' possible. Arrows choose, Enter takes, Escape closes.';
    }
  };
  text.addEventListener('input', event => {
    if (event.inputType === 'insertText' || event.inputType === 'deleteContentBackward') {
      open(false);
    } else {
      close();
    }
  });
  text.addEventListener('blur', close);
  text.addEventListener('click', close);
  text.addEventListener('keydown', event => {
    const listed = !popup.hidden;
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      open(true);
    } else if (listed && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      activate(event.key === 'ArrowDown' ? active + 1 : active < 0 ? shown.words.length - 1 : active - 1);
    } else if (listed && event.key === 'Escape') {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && listed && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.isComposing) {
      event.preventDefault();
      const head = text.value.slice(0, text.selectionStart);
      const line = head.slice(head.lastIndexOf('\n') + 1);
      insert(text.selectionStart, '\n' + ' '.repeat(line.trim() ? indent(line) : line.length));
      close();
    } else if (event.key === 'Tab' || event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End') {
      close();
    }
  });

  // ---- nothing that was typed is lost by a slip

  const initial = text.value;
  let leaving = false;
  form.addEventListener('submit', event => {
    leaving = !(event.submitter && event.submitter.formTarget === '_blank');
  });
  window.addEventListener('beforeunload', event => {
    if (!leaving && text.value !== initial) {
      event.preventDefault();
    }
  });

  mark();
  load().then(() => {
    if (!record.value.trim() && samples.length > 0) {
      show(0);
    }
  });
})();

// What the page does in the browser alone: language attribute, address, panels, keyboard, focus, scrolling, running
// seconds, copying, dropped files, and the picture of a page beside its text. It makes no content of its own and asks
// no server but by a click.

const byId = (id) => document.getElementById(id);

function followLanguage() {
  const brand = document.querySelector('[data-page-language]');
  if (brand && document.documentElement.lang !== brand.dataset.pageLanguage) {
    document.documentElement.lang = brand.dataset.pageLanguage;
    document.title = brand.querySelector('h1').textContent;
  }
}

// --- address: a reload brings the open conversation back ---

function followAddress() {
  const log = document.querySelector('#log .log');
  if (!log || log.dataset.conversation === undefined) return;
  const wanted = log.dataset.conversation ? `?c=${log.dataset.conversation}` : '';
  if (location.search !== wanted) history.replaceState(null, '', location.pathname + wanted);
}

// --- opened document ---

let opened = null;
let openedBy = null;
function followReader() {
  const reader = document.querySelector('.reader');
  if (reader === opened) return;
  if (reader) {
    reader.focus({preventScroll: true});
    const target = reader.querySelector('mark') || reader.querySelector('#opened');
    if (target) target.scrollIntoView({block: 'center'});
  } else if (openedBy) {
    sameOf(openedBy)?.focus();
  }
  opened = reader;
  askForPage();
}

// The element that opened the reader, or the one drawn anew in its place.
function sameOf(element) {
  if (element.isConnected) return element;
  const data = JSON.stringify(element.dataset);
  const alike = [...document.querySelectorAll('[data-action]')].filter((e) => JSON.stringify(e.dataset) === data);
  return alike.find((e) => e.className === element.className) || alike[0];
}

// The picture comes after the text: its button is pressed as soon as its place can be seen.
function askForPage() {
  const button = document.querySelector('.page-place > [data-action="page"]');
  if (!button || button.disabled || !button.offsetParent || placePage()) return;
  button.click();
  button.disabled = true;
}

// Puts the picture beside the passage it belongs to; says whether it is there.
function placePage() {
  const place = document.querySelector('.page-place');
  const view = document.querySelector('#page-image .page-view');
  if (!place || !view || place.dataset.view !== view.dataset.view) return false;
  if (place.querySelector('.page-view')) return true;
  place.replaceChildren(view.cloneNode(true));
  const box = place.querySelector('.box');
  const scroll = place.querySelector('.page-scroll');
  if (box) scroll.scrollTop = box.offsetTop - scroll.clientHeight / 3;
  return true;
}

// --- conversation ---

let shownExchange = '';
let saidLast = '';
function followConversation() {
  const log = document.querySelector('#log .log');
  const exchange = log?.lastElementChild;
  const id = exchange ? `${log.dataset.conversation} ${exchange.id}` : '';
  if (id && id !== shownExchange) exchange.scrollIntoView({block: 'start'});
  shownExchange = id;
  const current = log?.querySelector('.running') || exchange;
  const said = current ? current.dataset.say : '';
  const state = byId('answer-state');
  if (state && said !== saidLast) state.textContent = said;
  saidLast = said;
}

let activeSource = '';
function followSource() {
  const card = document.querySelector('.card[aria-current="true"]');
  const id = card ? card.id : '';
  if (id && id !== activeSource) card.scrollIntoView({block: 'nearest', behavior: 'smooth'});
  activeSource = id;
}

// The seconds that an answer has been running; the server only says from where to count.
const drawnAt = new WeakMap();
setInterval(() => {
  for (const since of document.querySelectorAll('.since')) {
    if (!drawnAt.has(since)) drawnAt.set(since, performance.now());
    const text = String(Math.floor(Number(since.dataset.seconds) + (performance.now() - drawnAt.get(since)) / 1000));
    if (since.textContent !== text) since.textContent = text;
  }
}, 500);

// --- panels: the list of conversations, the filters on a phone ---

const wide = matchMedia('(min-width: 1200px)');
const narrow = matchMedia('(max-width: 899px)');
const panels = {list: wide.matches && localStorage.getItem('assistant-list') !== 'closed', filters: false};
function followPanels() {
  const chat = document.querySelector('.chat');
  if (!chat) return;
  for (const [name, open] of Object.entries(panels)) {
    if (chat.dataset[name] !== String(open)) chat.dataset[name] = String(open);
    for (const button of document.querySelectorAll(`[data-panel="${name}"][aria-expanded]`)) {
      if (button.getAttribute('aria-expanded') !== String(open)) button.setAttribute('aria-expanded', String(open));
    }
  }
}
function turn(name, open) {
  panels[name] = open;
  if (name === 'list' && wide.matches) localStorage.setItem('assistant-list', open ? 'open' : 'closed');
  followPanels();
  if (name !== 'list') return;
  if (open) document.querySelector('#conversation-search input, #conversation-search textarea')?.focus();
  else byId('list-switch')?.focus();
}

new MutationObserver(() => {
  followLanguage();
  followAddress();
  followReader();
  placePage();
  followConversation();
  followSource();
  followPanels();
}).observe(document.documentElement, {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ['aria-current', 'data-page-language', 'data-conversation'],
});

// --- keyboard and mouse ---

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const close = document.querySelector('.reader [data-action="close"]');
  const fold = event.target.closest?.('.log details[open], #kept details[open]');
  if (close) close.click();
  else if (fold) {
    fold.removeAttribute('open');
    fold.querySelector('summary').focus();
  } else if (panels.list && !wide.matches) turn('list', false);
});

document.addEventListener('toggle', (event) => {
  if (event.target.open) event.target.querySelector(':scope > form textarea, :scope > .more-actions input')?.focus();
}, true);

document.addEventListener('click', (event) => {
  const acting = event.target.closest('[data-action]');
  if (acting && !acting.closest('.reader')) openedBy = acting;
  const pane = event.target.closest('[data-pane]');
  if (pane) showPane(pane);
  const zoom = event.target.closest('[data-zoom]');
  if (zoom) showLarger(zoom);
}, true);

function showPane(button) {
  const reader = button.closest('.reader');
  for (const other of reader.querySelectorAll('[data-pane]')) other.setAttribute('aria-pressed', String(other === button));
  reader.classList.toggle('shows-page', button.dataset.pane === 'page');
  askForPage();
}

// Twice the width; what stood in the middle stays there, and a line that was marked in sight stays whole on the left.
function showLarger(button) {
  const scroll = button.closest('.page-view').querySelector('.page-scroll');
  const [x, y] = [scroll.scrollLeft + scroll.clientWidth / 2, scroll.scrollTop + scroll.clientHeight / 2];
  const before = scroll.scrollWidth;
  button.setAttribute('aria-pressed', String(scroll.classList.toggle('larger')));
  const factor = scroll.scrollWidth / before;
  scroll.scrollTo(x * factor - scroll.clientWidth / 2, y * factor - scroll.clientHeight / 2);
  const box = scroll.querySelector('.box');
  const above = box ? box.offsetTop - scroll.scrollTop : -1;
  if (above > 0 && above < scroll.clientHeight) scroll.scrollLeft = Math.min(scroll.scrollLeft, box.offsetLeft - 16);
}

document.addEventListener('click', async (event) => {
  const panel = event.target.closest('[data-panel]');
  if (panel) turn(panel.dataset.panel, !panels[panel.dataset.panel]);
  const fold = event.target.closest('[data-fold]');
  if (fold) fold.closest('details').removeAttribute('open');
  if (event.target.closest('#kept .open, #new') && !wide.matches) {
    panels.list = false;
    followPanels();
  }
  if (event.target.closest('#new, #kept .open') && !narrow.matches) document.querySelector('#question textarea')?.focus();
  if (event.target.closest('.chat') && event.target.matches('.chat[data-list="true"]') && !wide.matches) turn('list', false);
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = label; }, 1500);
});

// --- paper: the record of a screening alone, everything in it unfolded ---

let unfolded = [];
addEventListener('beforeprint', () => {
  const record = document.querySelector('.screening-record');
  if (!record?.offsetParent) return;
  for (let place = record; place; place = place.parentElement) place.classList.add('to-record');
  record.classList.remove('to-record');
  document.documentElement.classList.add('printing-record');
  unfolded = [...record.querySelectorAll('details:not([open])')];
  for (const fold of unfolded) fold.open = true;
});
addEventListener('afterprint', () => {
  document.documentElement.classList.remove('printing-record');
  for (const place of document.querySelectorAll('.to-record')) place.classList.remove('to-record');
  for (const fold of unfolded) fold.open = false;
});
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-print]')) print();
});

for (const name of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(name, (event) => {
    const zone = event.target.closest?.('#drop');
    if (name !== 'dragleave') event.preventDefault();  // a file dropped beside the zone must not replace the page
    byId('drop')?.classList.toggle('over', name === 'dragover' && !!zone);
    if (name !== 'drop' || !zone) return;
    const input = document.querySelector('#drop input[type="file"]');
    if (!input || !event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event('change', {bubbles: true}));
  });
}

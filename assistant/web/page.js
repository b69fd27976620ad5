// What the page does in the browser alone: language attribute, keyboard, focus, scrolling, copying, dropped files.
// It changes no content and asks no server.

const byId = (id) => document.getElementById(id);

function followLanguage() {
  const brand = document.querySelector('[data-page-language]');
  if (brand && document.documentElement.lang !== brand.dataset.pageLanguage) {
    document.documentElement.lang = brand.dataset.pageLanguage;
    document.title = brand.querySelector('h1').textContent;
  }
}

let opened = null;
let focusBefore = null;
function followReader() {
  const reader = document.querySelector('.reader');
  if (reader === opened) return;
  if (reader) {
    if (!opened) focusBefore = document.activeElement;
    reader.focus({preventScroll: true});
    const target = reader.querySelector('mark') || reader.querySelector('#opened');
    if (target) target.scrollIntoView({block: 'center'});
  } else if (focusBefore && focusBefore.isConnected) {
    focusBefore.focus();
  }
  opened = reader;
}

let shownExchange = '';
function followConversation() {
  const exchange = document.querySelector('#current .exchange');
  const id = exchange ? exchange.id : '';
  if (id && id !== shownExchange) exchange.scrollIntoView({block: 'start', behavior: 'smooth'});
  shownExchange = id;
}

let activeSource = '';
function followSource() {
  const card = document.querySelector('.card[aria-current="true"]');
  const id = card ? card.id : '';
  if (id && id !== activeSource) card.scrollIntoView({block: 'nearest', behavior: 'smooth'});
  activeSource = id;
}

new MutationObserver(() => {
  followLanguage();
  followReader();
  followConversation();
  followSource();
}).observe(document.documentElement, {childList: true, subtree: true, attributes: true, attributeFilter: ['aria-current', 'data-page-language']});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') document.querySelector('.reader [data-action="close"]')?.click();
});

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = label; }, 1500);
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

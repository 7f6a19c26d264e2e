'use strict';
// What the page's scripts have in common.

const page = JSON.parse(document.getElementById('page-data').textContent);

/** A phrase with its places filled. */
const say = (phrase, ...values) => page.words[phrase].replace(/\{(\d)\}/g, (place, i) => values[i]);

const byId = id => document.getElementById(id);

/** An element with its attributes, in which texts and other elements stand. */
const element = (name, attributes = {}, ...content) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
};

/** Makes a text a button that is printed as a text, in the titles of tables that are repeated on every page too. */
const asButton = (text, act) => {
  text.setAttribute('role', 'button');
  text.tabIndex = 0;
  text.addEventListener('click', act);
  text.addEventListener('keydown', event => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    act();
  });
};

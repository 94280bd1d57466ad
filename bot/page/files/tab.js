// Signs the reader in with Teams, or sets the tab up in a channel. It holds no words of its own:
// what is to be read stands in the page, and is shown when it is true.
"use strict";

(function () {
  const place = document.body.dataset;

  function show(id) {
    for (const told of document.querySelectorAll("[data-told]")) {
      told.hidden = told.id !== id;
    }
  }

  async function signIn() {
    let token;
    try {
      await microsoftTeams.app.initialize();
      token = await microsoftTeams.authentication.getAuthToken();
    } catch {
      return show("not-in-teams");
    }
    try {
      const answer = await fetch(place.session, {
        headers: { Authorization: `Bearer ${token}` },
        credentials: "same-origin",
        cache: "no-store",
      });
      if (answer.status !== 204) {
        return show(answer.status === 401 ? "not-signed-in" : "cannot-check");
      }
    } catch {
      return show("cannot-check");
    }
    window.location.replace(place.onward);
  }

  async function setUp() {
    try {
      await microsoftTeams.app.initialize();
    } catch {
      return show("not-in-teams");
    }
    const tabs = microsoftTeams.pages.config;
    tabs.registerOnSaveHandler(async (saving) => {
      await tabs.setConfig({
        entityId: "cases",
        contentUrl: new URL(place.content, window.location.origin).href,
        suggestedDisplayName: place.name,
      });
      saving.notifySuccess();
    });
    tabs.setValidityState(true);
  }

  if (place.session) {
    signIn();
  } else {
    setUp();
  }
})();

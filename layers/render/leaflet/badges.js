/* Badges: how many rows of a layer are known by county only, under the name of the county.
 * More than two layers in one county, on a phone more than one, share a badge, whose click lists them.
 * Closer in, their names stand below it.
 */
(function (Atlas) {
  "use strict";

  var node = Atlas.dom.node, button = Atlas.dom.button;
  var MOST = 2; // badges in a county on a map that is wide enough
  var NAMES = 8; // lines of a county's list; the last one counts the rest

  Atlas.prototype.startBadges = function () { this.drawBadges(); };

  Atlas.prototype.hasBadges = function (layer) {
    var styles = this.data.styles;
    return layer.features.some(function (f) { return styles[f.s].symbol === "badge"; });
  };

  Atlas.prototype.severalBadges = function () {
    return this.visible.filter(function (layer) { return this.hasBadges(layer); }, this).length > 1;
  };

  /* County code -> what each visible layer counts there. */
  Atlas.prototype.countBadges = function () {
    var at = {};
    this.visible.forEach(function (layer) {
      var counts = {}, style = null;
      this.kept(layer).forEach(function (f) {
        var s = this.data.styles[f.s];
        if (s.symbol !== "badge") return;
        style = s;
        f.c.forEach(function (code) { (counts[code] = counts[code] || []).push(f); });
      }, this);
      Object.keys(counts).forEach(function (code) {
        (at[code] = at[code] || []).push({ layer: layer, features: counts[code], style: style });
      });
    }, this);
    return at;
  };

  function general(entry) { return entry.features.filter(function (f) { return f.k; }).length; }

  /* As on a badge: what is stated, and after a plus what is general knowledge. */
  Atlas.prototype.countsText = function (entry) {
    var guessed = general(entry), stated = entry.features.length - guessed;
    return (stated || !guessed ? String(stated) : "") + (guessed ? "+" + guessed : "");
  };

  /* What a badge says aloud: layer, county, stated and general knowledge apart. */
  Atlas.prototype.badgeLabel = function (entry, anchor) {
    var guessed = general(entry), stated = entry.features.length - guessed;
    return entry.layer.n + " · " + anchor.n + " · " + this.word("page.county_only") + " " + stated +
      (guessed ? " + " + this.word("page.general") + " " + guessed : "");
  };

  Atlas.prototype.badge = function (entry, anchor, several) {
    var self = this, guessed = general(entry), stated = entry.features.length - guessed;
    var count = stated || !guessed ? String(stated) : "";
    var made = button("atlas-badge", this.badgeLabel(entry, anchor));
    made.textContent = (several ? this.shortNames[entry.layer.id] + " " : "") + count;
    if (guessed) made.appendChild(node("i", "", "+" + guessed));
    made.setAttribute("data-layer", entry.layer.id);
    made.setAttribute("data-county", anchor.c);
    made.style.borderColor = made.style.color = entry.style.line;
    made.style.opacity = this.opacityOf(entry.layer.id);
    made.addEventListener("click", function () { self.pickBadge(entry, anchor); });
    return made;
  };

  /* What is known by county only, by name: a line each, what is general knowledge after a plus. */
  Atlas.prototype.nameList = function (entries, anchor) {
    var self = this, list = node("div", "atlas-names"), rows = [];
    entries.forEach(function (entry) {
      entry.features.forEach(function (f) { rows.push({ entry: entry, feature: f }); });
    });
    var shown = rows.length > NAMES ? NAMES - 1 : rows.length;
    rows.slice(0, shown).forEach(function (row) {
      var made = button("atlas-item-name", row.feature.n);
      made.tabIndex = -1; // by keyboard, the badge leads to the same rows
      made.appendChild(node(row.feature.k ? "i" : "span", "", (row.feature.k ? "+" : "") + row.feature.n));
      made.style.borderLeftColor = row.entry.style.line;
      made.addEventListener("click", function () { self.pickRow(row.entry.layer, row.feature, anchor); });
      list.appendChild(made);
    });
    if (rows.length > shown) {
      var rest = this.word("page.more", { count: rows.length - shown }), more = button("atlas-item-name atlas-rest", rest, node("span", "", rest));
      more.tabIndex = -1;
      more.addEventListener("click", function () { self.pickBadges(entries, anchor); });
      list.appendChild(more);
    }
    L.DomEvent.disableClickPropagation(list);
    return list;
  };

  Atlas.prototype.sharedBadge = function (entries, anchor) {
    var self = this, count = entries.reduce(function (sum, entry) { return sum + entry.features.length; }, 0);
    var made = button("atlas-badge atlas-badge-shared", this.sharedLabel(entries, anchor));
    var guessed = entries.reduce(function (sum, entry) { return sum + general(entry); }, 0);
    made.textContent = count > guessed ? String(count - guessed) : "";
    if (guessed) made.appendChild(node("i", "", "+" + guessed));
    made.setAttribute("data-county", anchor.c);
    made.addEventListener("click", function () { self.pickBadges(entries, anchor); });
    return made;
  };

  Atlas.prototype.sharedLabel = function (entries, anchor) {
    var count = entries.reduce(function (sum, entry) { return sum + entry.features.length; }, 0);
    return this.word("page.shared", { county: anchor.n, count: count, layers: entries.length });
  };

  /* All that is known by county only: of one layer at once, of several after a choice. */
  Atlas.prototype.pickBadges = function (entries, anchor) {
    var self = this;
    if (entries.length === 1) { this.pickBadge(entries[0], anchor); return; }
    this.offer(this.sharedLabel(entries, anchor), entries.map(function (entry) {
      return {
        text: entry.layer.n, hint: self.countsText(entry), style: entry.style,
        pick: function () { self.pickBadge(entry, anchor); },
      };
    }), L.latLng(anchor.at[1], anchor.at[0]));
  };

  Atlas.prototype.drawBadges = function () {
    var at = this.countBadges(), several = this.severalBadges(), most = this.wide() ? MOST : 1;
    this.shared = false; // whether any badge stands for several layers
    this.shortNames = Atlas.shortNames(this.visible.filter(this.hasBadges, this));
    this.counties.forEach(function (county) {
      if (county.badges) { county.badges.remove(); county.names.remove(); }
      county.badges = county.names = null;
      var entries = at[county.anchor.c];
      if (!entries) return;
      var row = county.badges = node("div", "atlas-badges");
      if (entries.length > most) this.shared = true;
      if (entries.length > most) row.appendChild(this.sharedBadge(entries, county.anchor));
      else entries.forEach(function (entry) { row.appendChild(this.badge(entry, county.anchor, several)); }, this);
      L.DomEvent.disableClickPropagation(row);
      county.element.appendChild(row);
      county.names = county.element.appendChild(this.nameList(entries, county.anchor));
    }, this);
  };
})(window.Atlas);

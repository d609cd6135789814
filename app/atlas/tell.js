/* The map tells the app something, and makes sure that it was heard.
 *
 * The page ends the run of one message when another arrives within milliseconds, and what the first
 * said is lost. So every message has a number; the app confirms the last number that it acted on with
 * the arguments of its next run; what is not confirmed is sent again, less and less often. All that
 * is unconfirmed travels together, since the page keeps only the last value of a frame.
 * Messages say what shall be ("layer parks: on"), never what shall change: twice is once.
 */
(function (global) {
  "use strict";

  var FIRST = 700; // milliseconds until a message is repeated, doubled each time
  var LONGEST = 8000;
  var PATIENCE = 1500; // longest wait for a running page before a message is sent all the same
  var GLANCE = 60;

  /**
   * send: called with {visit, attempt, messages}.
   * running: tells whether the page is busy with something else.
   */
  function Tell(send, running) {
    this.send = send;
    this.running = running;
    this.visit = "";
    this.last = 0; // number of the last message
    this.seen = 0; // last number that the app confirmed
    this.waiting = [];
    this.attempt = 0;
    this.timer = null;
  }

  /** Say something: a kind and a few plain values; at once where the run is to end, else when the page is at rest. */
  Tell.prototype.say = function (kind, body, atOnce) {
    this.last += 1;
    this.waiting.push(Object.assign({ n: this.last, kind: kind }, body));
    this.attempt = 0;
    this.wait(0, atOnce ? -Infinity : Date.now());
  };

  /** The app confirms, in the arguments of a run. */
  Tell.prototype.hear = function (visit, seen) {
    if (visit !== this.visit) {
      // A new session of the app knows no number of the old one: what it did not hear is said anew.
      this.visit = visit;
      this.last = seen;
      this.waiting.forEach(function (message) { this.last += 1; message.n = this.last; }, this);
    }
    this.seen = seen;
    this.last = Math.max(this.last, seen);
    this.waiting = this.waiting.filter(function (message) { return message.n > seen; });
    if (!this.waiting.length && this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
    }
  };

  /** True if the app has acted on everything that was said: only then do its arguments say how things are. */
  Tell.prototype.settled = function () { return this.waiting.length === 0; };

  Tell.prototype.wait = function (delay, since) {
    var self = this;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(function () {
      self.timer = null;
      if (!self.waiting.length) return;
      if (self.running() && Date.now() - since < PATIENCE * (self.attempt ? 4 : 1)) {
        self.wait(GLANCE, since);
        return;
      }
      self.attempt += 1;
      self.send({ visit: self.visit, attempt: self.attempt, messages: self.waiting });
      var pause = Math.min(LONGEST, FIRST * Math.pow(2, self.attempt - 1));
      self.wait(pause, Date.now() + pause);
    }, delay);
  };

  global.Tell = Tell;
})(window);

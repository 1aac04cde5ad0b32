/// What a question wants done: see ENGINE.md's table, reprinted in the guide "Add an act".
package enum Act: String, Hashable, Sendable, Codable, CaseIterable {
  /// Why, what's wrong, what broke.
  case cause
  /// Is it still happening, since when, did it recover, is X ok.
  case state
  /// Show, find, tail.
  case lines
  /// How many, per minute, top, which hosts.
  case count
  /// Percentiles, slowest, how long.
  case number
  /// Deployments, restarts, configuration.
  case changes
  /// Before and after, X with Y.
  case compare
  /// Timeline, impact, dependents, the path of a request.
  case story
  /// Why not Y, how sure, could it be.
  case judge
  /// Summaries, status page, hand-over, next steps, explain.
  case tell
  /// What evidence there is.
  case inventory
  /// A fact or a correction.
  case statement
}

/// What of an act is wanted, as `count.which` of "which hosts?"; nil means the act as such.
package enum Aspect: String, Hashable, Sendable, Codable, CaseIterable {
  // state
  /// `when` is the time of any event: "when was the clock stepped?"; `since` that of the onset.
  case stillHappening, since, ended, last, first, health, recovered, duration, when
  // lines
  case around, request
  // count
  /// `share` is a part of a whole: "error rate", "what percentage failed"; `exists` asks whether
  /// there is any: "were there any errors?".
  case rate, top, which, share, exists
  // story
  /// `order` asks which of some came first.
  case timeline, impact, dependents, requestPath, alsoBroken, order
  // judge
  case whyNot, howSure, couldBe, really, against, alternatives
  // tell
  case summary, statusPage, handOver, postMortem, nextSteps, explain
  // inventory
  case services, timeRange, unread, files
}

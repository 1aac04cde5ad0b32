/// All numbers that decide which finding is the cause, each with its reason.
///
/// They say which kinds of evidence outweigh which; none of them was fitted to a data set. A rule that
/// needs a finer number than these is a rule that does not explain.
package enum RankingModel {
  // MARK: What a message tells

  /// The least weight of a state that explains a failure by itself: below are words such as "down",
  /// which say that something fails and not why.
  package static let leastTellingWeight = 0.55
  /// The least weight at which an entry at INFO is a finding: programs word states they cope with
  /// ("unavailable", "could not parse") at that level, but not a full disk.
  package static let leastInfoWeight = 0.7
  /// How much weightier a kind in the words around a stated reason must be to count before it: a
  /// reason is closer to the cause than the sentence that gives it.
  package static let widerTextMargin = 0.3
  /// Where an exit stands among the kinds of one message: it is less than any state that explains
  /// ("exiting: disk full"), more than words for failing ("exiting due to an error").
  package static let consequencePrecedence = 0.56
  /// Where a change stands among the kinds of one message: above words for failing alone
  /// ("deploying v2, fixes error on login"), below all that explains.
  package static let changePrecedence = 0.42

  // MARK: How an entry came to stand out

  /// Bins that a period is divided into: as many as a sparkline shows, few enough to compare.
  package static let bins: Int64 = 120
  /// The least log-likelihood ratio of a burst that is no chance among some 7,000 stretches tried.
  package static let burstSignificance = 10.0
  /// The least ratio of rates inside and outside that is a burst and no swell.
  package static let burstRatio = 3.0
  /// How many of its mean gaps an error that runs through all of the evidence may leave free at
  /// either end, or else its longest gap: of random events the first gap is longer than two mean ones
  /// in 13 of 100 cases, and of k gaps it is the longest in one of k.
  package static let openGaps = 2.0
  /// From how many mean gaps on it is clear that something began: chance has it in 5 of 100 cases.
  package static let clearGaps = 3.0
  /// The fewest entries that can run through all of the evidence.
  package static let fewestAllAlong = 4
  /// The part of its strength that an error keeps which ran all along while something else began:
  /// what was there while all was well did not end it.
  package static let allAlongShare = 0.35
  /// The same for what recurs by the clock, such as the failure of a nightly job.
  package static let recurringShare = 0.4
  /// The part that a single entry keeps of its strength, rising evenly to all of it at 20 entries:
  /// one telling line is enough to be found, many are better evidence.
  package static let singleShare = 0.8

  // MARK: Which explains which

  /// What failures of other services that name this one add: they say where the trouble comes from.
  package static let blamedBonus = 0.5
  /// The part of it that a finding gets which names no state: the service is to blame, and what it
  /// says does not tell why.
  package static let blamedShareOfSymptom = 0.4
  /// What it takes off that a service's own failures name another failing one: it passes on the
  /// blame; less where it shows a state of its own.
  package static let blamesPenalty = 0.35
  package static let blamesPenaltyOfState = 0.15
  /// What a change shortly before adds, times the weight of its kind.
  package static let changeBonus = 0.3
  /// What being the first to fail adds: within clocks' difference, or within a minute.
  package static let firstBonus = 0.2
  package static let earlyBonus = 0.1
  /// What it takes off to begin after the symptom was felt: an effect does not come first.
  package static let latePenalty = 0.3
  /// What it takes off that no call leads from the symptom to the service.
  package static let unreachedPenalty = 0.4
  /// The same where the one that feels the trouble names nobody, so that no way can be told.
  package static let unknownWayPenalty = 0.15
  /// What being the first telling error of the run that failed adds within one process.
  package static let firstOfRunBonus = 0.15
  /// What an error of an earlier run than the one that failed keeps.
  package static let earlierRunShare = 0.6
  /// What a finding keeps whose phrase is all in the question: the symptom is not its own cause.
  package static let repetitionShare = 0.4
  /// What a consequence or symptom of a service keeps beside a state of the same service.
  package static let behindStateShare = 0.6
  /// What is left of what the user ruled out: it stays in the list, behind all others.
  package static let excludedShare = 0.05
  /// How long before an onset a change counts, in milliseconds: 45 minutes, the time that pools,
  /// queues and leaks after a release commonly take to show.
  package static let changeReach: Int64 = 45 * 60_000
  /// By how much clocks of hosts and buckets of counts differ, in milliseconds.
  package static let slack: Int64 = 5000
  /// How close findings of two services must begin to belong to one incident without any naming
  /// the other, in milliseconds.
  package static let together: Int64 = 15 * 60_000

  // MARK: When a cause is named

  /// The strength of what points at a moment and proves nothing, such as a message that stopped.
  package static let hint = 0.1
  /// The least strength of a finding that speaks against "nothing wrong": a warning of no known kind
  /// (0.17 when alone) is what any system logs.
  package static let leastFailure = 0.2

  /// The least strength of a state that is named as the cause: one warning of a weak kind (0.6) is
  /// not enough, three of them or one error are.
  package static let leastStateStrength = 0.41
  /// The weight from which a lone entry explains by itself, amid however much that is well.
  package static let loneWeight = 0.75
  /// One in so many entries of a service fails by chance in any system: one in a hundred is what
  /// service levels commonly allow.
  package static let sporadicShare = 100
  /// What a sporadic failure keeps of its score.
  package static let sporadicKept = 0.5
  /// How soon an exit must follow a sporadic error to make it its cause, in milliseconds.
  package static let atOnce: Int64 = 60_000
  /// The fewest words of its own that make an error of no known kind a reason: "loop detected for
  /// zone" has three, "request failed" none.
  package static let fewestOwnWords = 3
  /// The lead over the next hypothesis of another service that settles the matter.
  package static let clearLead = 0.2
  /// What scores are divided by to lie between 0 and 1: a state (1) with all its bonuses.
  package static let greatestScore = 2.0
}

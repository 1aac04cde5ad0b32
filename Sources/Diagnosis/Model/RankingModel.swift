/// All numbers that decide which finding is the cause, each with its reason.
///
/// They say which kinds of evidence outweigh which; none of them was fitted to a data set. A rule that
/// needs a finer number than these is a rule that does not explain.
package enum RankingModel {
  // MARK: Which explains which

  /// What failures of other services that name this one add: they say where the trouble comes from.
  static let blamedBonus = 0.5
  /// The part of it that a finding gets which names no state: the service is to blame, and what it
  /// says does not tell why.
  static let blamedShareOfSymptom = 0.4
  /// What it takes off that a service's own failures name another failing one: it passes on the
  /// blame; less where it shows a state of its own.
  static let blamesPenalty = 0.35
  static let blamesPenaltyOfState = 0.15
  /// What a change shortly before adds, times the weight of its kind.
  static let changeBonus = 0.3
  /// What being the first to fail adds: within clocks' difference, or within a minute.
  static let firstBonus = 0.2
  static let earlyBonus = 0.1
  /// What it takes off that another service told of the same kind of trouble within a minute before.
  static let echoPenalty = 0.1
  /// What it takes off to begin after the symptom was felt: an effect does not come first.
  static let latePenalty = 0.3
  /// What it takes off that no call leads from the symptom to the service.
  static let unreachedPenalty = 0.4
  /// The same where the one that feels the trouble names nobody, so that no way can be told.
  static let unknownWayPenalty = 0.15
  /// What being the first telling error of the run that failed adds within one process.
  static let firstOfRunBonus = 0.15
  /// How much weightier a state must be than the first telling one to take its place, where it follows
  /// within moments: "using a degraded mode" only announces what is wrong.
  static let announcedMargin = 0.2
  /// What an error of an earlier run than the one that failed keeps.
  static let earlierRunShare = 0.6
  /// What a finding keeps whose phrase is all in the question: the symptom is not its own cause.
  static let repetitionShare = 0.4
  /// What a consequence or symptom of a service keeps beside a state of the same service.
  static let behindStateShare = 0.6
  /// What is left of what the user ruled out: it stays in the list, behind all others.
  static let excludedShare = 0.05
  /// How long before an onset a change counts, in milliseconds: 45 minutes, the time that pools,
  /// queues and leaks after a release commonly take to show.
  package static let changeReach: Int64 = 45 * 60_000
  /// By how much clocks of hosts and buckets of counts differ, in milliseconds.
  static let slack: Int64 = 5000
  /// The part of the evidence, one in so many, after which an onset is clearly later than its beginning:
  /// only then is what was there from the beginning on no part of it.
  static let openingPart: Int64 = 10
  /// What a state keeps that a program only mentions, where its own errors say what is wrong.
  static let mentionedShare = 0.5
  /// The part that a mere warning of failing keeps of its strength in a service that has errors: what a
  /// program calls an error it could not cope with.
  static let warningShare = 0.6
  /// What a FATAL with words of its own gains: a program says it once, of what ends it.
  static let fatalBonus = 0.25
  /// What an error of the service asked about gains that blames nobody and says something: who is asked
  /// for is asked because it fails, and knows best why.
  static let askedBonus = 0.25
  /// How many times as long a log must be as the time of the evidence that it lacks, for what begins with
  /// it to have been there before: one that is short begins with its service.
  static let longLog: Int64 = 3
  /// The entries of a log that is kept all the time.
  static let fewestKept = 50
  /// Logs that begin at once where somebody cut them out of longer ones: two may start together.
  static let fewestCutLogs = 3
  /// What being the state that the question says adds.
  static let askedStateBonus = 0.3
  /// What the view of a caller loses where the one it calls tells itself what is wrong.
  static let outsideViewPenalty = 0.5
  /// What it keeps where anything else explains the failures: callers notice, and do not know why.
  static let outsideViewShare = 0.7
  /// What a finding keeps that was over long before most failures began.
  static let wasOverShare = 0.5
  /// What a finding keeps that began long before the time which the question names.
  static let outOfTimeShare = 0.7
  /// What a state keeps that somebody tells who will try again, beside others of its service.
  static let waitingShare = 0.8
  /// How long before, in milliseconds: what leads to a failure does so within minutes, or goes on.
  static let overFor: Int64 = 5 * 60_000
  /// How many entries of one failure make it the bulk of the trouble: as many as tell a course.
  static let bulk = 4
  /// From how many failures on, each told once or twice, their middle is when most of it began.
  static let fewestScattered = 3
  /// How much more often something may come than before and still be how the system runs: chance
  /// doubles small counts.
  static let unchangedRatio = 2.0
  /// Counts are alike that differ by less than one in so many.
  static let alike = 10.0
  /// What going together with the failures that are felt adds.
  package static let togetherBonus = 0.25
  /// From how many starts on a process is in a loop: one restart may be meant.
  static let loopStarts = 2
  /// How close findings of two services must begin to belong to one incident without any naming
  /// the other, in milliseconds.
  package static let together: Int64 = 15 * 60_000

  // MARK: When a cause is named

  /// The strength of what points at a moment and proves nothing, such as a message that stopped.
  package static let hint = 0.1
  /// One in so many files that were not read is enough to say that nothing can be told: the half.
  static let unreadPart = 2
  /// The least strength of a finding that speaks against "nothing wrong": a warning of no known kind
  /// (0.17 when alone) is what any system logs.
  package static let leastFailure = 0.2

  /// The least strength of a state that is named as the cause: one warning of a weak kind (0.6) is
  /// not enough, three of them or one error are.
  static let leastStateStrength = 0.41
  /// The weight from which a lone entry explains by itself, amid however much that is well.
  static let loneWeight = 0.75
  /// One in so many entries of a service fails by chance in any system: one in a hundred is what
  /// service levels commonly allow.
  static let sporadicShare = 100
  /// What a sporadic failure keeps of its score.
  static let sporadicKept = 0.5
  /// How soon an exit must follow a sporadic error to make it its cause, in milliseconds.
  static let atOnce: Int64 = 60_000
  /// How many words besides the question's an entry may have and still only repeat it.
  static let repetitionWords = 2
  /// The fewest words of its own that make an error of no known kind a reason: "loop detected for
  /// zone" has three, "request failed" none.
  static let fewestOwnWords = 3
  /// The lead over the next hypothesis of another service that settles the matter.
  static let clearLead = 0.2
  /// How many callers must blame a service for all of the bonus: one may be wrong, two agree.
  static let enoughBlamers = 2
  /// The strength from which a state is told clearly: a warning of a strong kind is.
  static let clearStrength = 0.6
  /// The points of ``Diagnosis/Confidence`` high and medium, of five: a clear state (2), seen more than
  /// once, supported by other findings; all along, contradicted and closely followed take one each.
  static let highConfidence = 3
  static let mediumConfidence = 2
  /// The most findings a hypothesis lists of one sort: as many as a list of evidence shows.
  static let mostSupporters = 4
  /// Entries of a service that count for how much of the trouble is felt there.
  static let mostFelt = 1_000_000
  /// What scores are divided by to lie between 0 and 1: a state (1) with all its bonuses.
  static let greatestScore = 2.0
}

import Evidence
package import Timeline

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// The time that a question is about, as far as it tells before any evidence was read.
///
/// Sources are asked for it: what is fetched has to hold it, and what was usual before.
package struct AskedTime: Hashable, Sendable {
  /// The window that the question names itself; nil where it names none, or one of the conversation.
  package private(set) var named: TimeWindow?
  /// The same as it was read, with its open ends; nil also where two windows are compared.
  package private(set) var read: TimeWindow?
  /// The time that the question is about: what it names, an hour around the incident, the last hour.
  package private(set) var meant: TimeWindow
  /// What to fetch: the window with what lies before it, never beyond now.
  package private(set) var fetched: TimeWindow
  /// Whether neither the question nor who reported the incident names a time.
  package private(set) var isOpen: Bool
  /// The words of the question in lower case.
  package private(set) var words: [String]

  /// Reads a question.
  ///
  /// Times of day are in UTC, on the day of the incident or of now, which is the end of all windows; where
  /// something was fetched before, `known` is its window, and a time of day is meant near it.
  package init(
    _ question: String, incidentTime: Instant?, memory: Data?, known: TimeWindow?, now: Instant
  ) {
    var catalog = Catalog()
    if let known {
      let near = known.widened(by: Self.halfDay)
      // What lies ahead of now is no day to count back from.
      catalog.window = near.lowerBound...max(known.upperBound, min(near.upperBound, now))
    } else if let incidentTime {
      catalog.window = (incidentTime...incidentTime).widened(by: Self.halfDay)
    } else {
      catalog.window = now.advanced(by: -2 * Self.halfDay)...now
    }
    (catalog.offset, catalog.statesZone) = (0, true)
    let reader = QuestionReader(
      catalog: catalog, case: CaseFile.read(memory).file, incidentTime: incidentTime)
    let read = reader.read(question)
    words = Tokenizer.sentence(question).tokens.prefix(Self.mostWords).map(\.text)
    let windows = [read.scope.window, read.otherScope?.window].compactMap { $0 }
    if let first = windows.first, !read.inherited.contains(.window) {
      self.read = windows.count == 1 ? first : nil
      named = Self.closed(windows.dropFirst().reduce(first) { $0.union($1) }, now: now)
    }
    isOpen = named == nil && incidentTime == nil
    let asked =
      named ?? incidentTime.map { ($0...$0).widened(by: Self.hour) }
      ?? now.advanced(by: -Self.hour)...now
    meant = asked
    let lead = min(max(Self.hour, asked.length / 2), 6 * Self.hour)
    // Whoever names an instant asks what went on then, which seldom ends with it.
    let tail = asked.length < Self.hour / 4 ? Self.hour : Self.tail
    let end = min(now, asked.upperBound.advanced(by: tail))
    fetched = min(end, asked.lowerBound).advanced(by: -lead)...end
  }

  private static let hour: Int64 = 3_600_000
  private static let halfDay: Int64 = 12 * hour
  /// What is fetched behind a window, so that its last minute has a course: five minutes.
  private static let tail: Int64 = 300_000
  /// A question is short; of a novel the beginning is looked at.
  private static let mostWords = 200
  /// "Since" some day of the last week lasts until now; since an older one, as long as an incident.
  private static let openEnd: Int64 = 7 * 24 * hour

  /// A window with both its ends; nil where it has none, as what lies before and after the onset.
  private static func closed(_ window: TimeWindow, now: Instant) -> TimeWindow? {
    let isOpen = window.upperBound > now
    if isOpen, window.lowerBound.milliseconds <= 0 { return nil }
    var end = window.upperBound
    if isOpen {
      let isOld = now.distance(from: max(window.lowerBound, .init(milliseconds: 0))) > openEnd
      end =
        isOld && window.lowerBound > .init(milliseconds: 0)
        ? window.lowerBound.advanced(by: 2 * hour) : now
    }
    let start =
      window.lowerBound.milliseconds <= 0 ? end.advanced(by: -2 * hour) : window.lowerBound
    // A window that lies ahead is none.
    return start <= end ? start...end : nil
  }
}

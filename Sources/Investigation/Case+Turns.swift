import Diagnosis
import Evidence
import Timeline

extension Case {
  /// Takes up what a turn established: the turn itself, and what "it" and "that" now mean.
  mutating func follow(_ question: Question, _ report: Report) {
    turns.append(
      Turn(
        question: String(question.text.prefix(500)), act: question.act,
        answer: String(report.summary.prefix(500))))
    focus.act = question.act
    focus.aspect = question.aspect
    focus.form = question.form
    let cited = report.exhibits
    if !cited.isEmpty { focus.exhibits = Array(cited.prefix(20)) }
    var services = question.scope.services
    for number in cited.prefix(3) {
      guard let exhibit = exhibits.first(where: { $0.number == number }) else { continue }
      if !services.contains(exhibit.sample.service) { services.append(exhibit.sample.service) }
    }
    for service in focus.services where !services.contains(service) { services.append(service) }
    if !services.isEmpty { focus.services = Array(services.prefix(10)) }
    // "the 13:00 deploy" names a change by its time, and views nothing.
    if question.act == .judge, let window = question.scope.window, window.length < 60_000 {
      (focus.view, focus.instant) = (nil, window.lowerBound)
      return
    }
    // Of two sides the later one is viewed.
    if let window = question.otherScope?.window ?? question.scope.window {
      focus.view = window
    } else if [.lines, .count, .number, .compare].contains(question.act), question.aspect != .around
    {
      // A search of all times is viewed as a whole, whatever was viewed before.
      focus.view = nil
    }
  }

  /// The entries that were spoken of last; above and below a row of a list of changes stand other rows,
  /// so it is none.
  var spokenEntries: [Sample] {
    let rows = Set(
      (diagnosis?.findings ?? []).filter { $0.signal == .changes }
        .flatMap { $0.samples.map(\.reference) })
    return focus.exhibits.compactMap { number in
      exhibits.first { $0.number == number }?.sample
    }.filter { !rows.contains($0.reference) }
  }

  /// Keeps what a message held as evidence, as long as there is room.
  mutating func keep(_ text: PastedText) {
    let size = pasted.map { $0.text.utf8.count }.reduce(0, +)
    guard size + text.text.utf8.count <= Self.mostPasted else { return }
    pasted.removeAll { $0.name == text.name }
    pasted.append(text)
  }

  /// Bytes of pasted messages that a case keeps: four of the largest that the API takes.
  private static let mostPasted = 4 << 20
}

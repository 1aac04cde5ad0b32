import Evidence
import Timeline

/// Takes the entries of a part of a file that a scope leaves.
protocol MatchConsumer: AnyObject {
  /// Takes out of an entry that may match what is needed later; false where it is not needed at all.
  func prepare(_ entry: LogEntry, service: String) -> Bool
  /// Takes the entry that was prepared last: it matches.
  func accept(_ draft: SampleDraft, service: String)
}

/// Compares the entries of a part of a file with a scope.
final class ScopeSink<Consumer: MatchConsumer>: EntrySink {
  private let matcher: ScopeMatcher
  let consumer: Consumer
  private let file: Int32
  private let fileService: String
  private let services = NameTable()

  private var draft = SampleDraft()
  private var service = ""
  private var isOpen = false
  /// The terms that were not seen yet in the entry at hand, one bit each.
  private var missing: UInt64 = 0
  private let all: UInt64

  init(_ matcher: ScopeMatcher, plan: FilePlan, file: Int, consumer: Consumer) {
    self.matcher = matcher
    self.consumer = consumer
    self.file = Int32(file)
    fileService = plan.service
    let terms = matcher.terms.count
    all = terms >= 64 ? .max : (1 << UInt64(terms)) - 1
  }

  func entry(_ entry: LogEntry, isBorrowed: Bool, line: Int) {
    settle()
    guard matcher.matches(entry) else { return }
    service = fileService
    if let name = entry.service {
      // The number first: a name that is new grows the table.
      let number = services.number(name)
      service = services.names[Int(number)]
    }
    guard matcher.matches(service: service) else { return }
    missing = all
    guard look(entry.line) else { return }
    // Of a JSON string the message alone has its escapes undone.
    guard look(beyond: entry.line, entry.message), look(beyond: entry.line, entry.detail) else {
      return
    }
    guard matcher.fields.isEmpty || matcher.fields.matches(entry) else { return }
    guard consumer.prepare(entry, service: service) else { return }
    draft.set(entry, isBorrowed: isBorrowed, file: file, line: line)
    if let detail = entry.detail { draft.offerFurther(detail, line: line, weight: 1) }
    isOpen = true
  }

  func further(line: Int, raw: Bytes) {
    guard isOpen else { return }
    let before = missing
    guard look(raw) else {
      isOpen = false
      return
    }
    // A line that was searched for tells most of all.
    let weight = missing != before ? 9 : FurtherWeight.of(raw)
    if weight > 0 { draft.offerFurther(raw, line: line, weight: weight) }
  }

  /// Looks for the terms; false where one stands there that is excluded.
  private func look(_ bytes: Bytes) -> Bool {
    for (index, term) in matcher.terms.enumerated() where missing & (1 << UInt64(index)) != 0 {
      if term.occurs(in: bytes) { missing &= ~(1 << UInt64(index)) }
    }
    return !matcher.excluded.contains { !$0.isEmpty && $0.occurs(in: bytes) }
  }

  /// Looks for the terms in what is no part of the line that was looked at already.
  private func look(beyond line: Bytes, _ bytes: Bytes?) -> Bool {
    guard let bytes, !bytes.isInside(line) else { return true }
    return look(bytes)
  }

  /// Ends the entry at hand.
  func settle() {
    guard isOpen else { return }
    isOpen = false
    if missing == 0 { consumer.accept(draft, service: service) }
  }
}

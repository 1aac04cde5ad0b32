import Evidence

/// What spans say of themselves, each once.
struct DetailTable {
  private(set) var details: [TracedRequests.Detail] = []
  private var numbers: [TracedRequests.Detail: Int32] = [:]

  /// Details that are told apart: an error message with an identifier in it differs each time.
  private static let most = 4000

  init() {}

  /// The number of a detail, below 0 for one that says nothing; of too many only whom they call, in
  /// which version and with which status is kept.
  mutating func number(of detail: TracedRequests.Detail) -> Int32 {
    guard !detail.isEmpty else { return -1 }
    if let number = numbers[detail] { return number }
    guard details.count < Self.most else {
      let rest = TracedRequests.Detail(
        target: detail.target, version: detail.version, status: detail.status)
      return numbers[rest] ?? (details.count < 2 * Self.most ? add(rest) : -1)
    }
    return add(detail)
  }

  /// The number of a detail with the version that was not known before.
  mutating func number(of number: Int32, in version: String) -> Int32 {
    var detail = number < 0 ? TracedRequests.Detail() : details[Int(number)]
    if detail.version.isEmpty { detail.version = version }
    return self.number(of: detail)
  }

  private mutating func add(_ detail: TracedRequests.Detail) -> Int32 {
    guard !detail.isEmpty else { return -1 }
    numbers[detail] = Int32(details.count)
    details.append(detail)
    return Int32(details.count - 1)
  }
}

extension DetailTable: Storable {
  func write(to store: inout StoreWriter) {
    store.put(UInt64(details.count))
    for detail in details {
      store.put(detail.target)
      store.put(detail.statement)
      store.put(detail.failure)
      store.put(detail.version)
      store.put(detail.status)
    }
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    let count = try store.count()
    for _ in 0..<count {
      let target = try store.text()
      let statement = try store.text()
      let failure = try store.text()
      let version = try store.text()
      details.append(
        .init(
          target: target, statement: statement, failure: failure, version: version,
          status: try store.text()))
    }
  }
}

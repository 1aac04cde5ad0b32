/// The names of the services, ready to be found in a question, whatever their form there.
struct ServiceNames {
  let services: [String]
  private var exact: [String: [Int]] = [:]
  private var cores: [String: [Int]] = [:]
  private var parts: [String: [Int]] = [:]

  init(_ services: [String]) {
    self.services = services
    let prefix = Self.sharedPrefix(services)
    for (index, name) in services.enumerated() {
      let pieces = Self.pieces(Self.withoutPodSuffix(name))
      let own = pieces.first == prefix && pieces.count > 1 ? Array(pieces.dropFirst()) : pieces
      exact[pieces.joined(), default: []].append(index)
      if own.count < pieces.count { exact[own.joined(), default: []].append(index) }
      cores[Self.core(own), default: []].append(index)
      for piece in Set(own) where !NameWords.kinds.contains(piece) && piece.count > 2 {
        parts[piece, default: []].append(index)
      }
      for role in NameWords.roles(of: pieces) { parts[role, default: []].append(index) }
    }
  }

  /// The parts that each word of a question has as a name; to be found out once for all words.
  static func pieces(of words: [String]) -> [[String]] {
    words.map { pieces(withoutPodSuffix($0)) }
  }

  /// The services that the words from an index on name, and how many words it takes.
  ///
  /// `pieces` are those of the words.
  func match(_ words: [String], _ pieces: [[String]], at index: Int) -> (
    services: [String], length: Int
  )? {
    for length in stride(from: min(4, words.count - index), through: 1, by: -1) {
      let run = words[index..<index + length]
      guard !run.contains("") else { continue }
      if let found = match(run, pieces[index..<index + length].flatMap { $0 }) {
        return (found.map { services[$0] }, length)
      }
    }
    return nil
  }

  private func match(_ run: ArraySlice<String>, _ pieces: [String]) -> [Int]? {
    let joined = pieces.joined()
    guard joined.utf8.count > 1 else { return nil }
    let saysKind = pieces.count > 1 && pieces.last.map(NameWords.kinds.contains) == true
    // Everyday words name a service only where the question says so: "the user service".
    if run.count == 1, !saysKind, let word = run.first, NameWords.everyday.contains(word) {
      return nil
    }
    if let found = exact[joined] { return found }
    let core = Self.core(pieces)
    guard core.count > 2 else { return nil }
    for form in Self.numbers(core) {
      if let found = exact[form] { return found }
      if run.count <= 2 || saysKind, let found = cores[form] { return found }
    }
    guard pieces.count == 1 || saysKind else { return nil }
    for form in Self.numbers(core) {
      if let found = parts[form], found.count <= 4 { return found }
    }
    return nil
  }

  /// The parts of a name: `PaymentService`, `payment-service` and `payment_service` alike.
  static func pieces(_ name: String) -> [String] {
    var pieces: [String] = []
    var current = ""
    var wasLower = false
    for scalar in name.unicodeScalars {
      guard isPart(scalar) else {
        if !current.isEmpty { pieces.append(current) }
        current = ""
        wasLower = false
        continue
      }
      if scalar.properties.isUppercase, wasLower, !current.isEmpty {
        pieces.append(current)
        current = ""
      }
      wasLower = scalar.properties.isLowercase
      current += scalar.properties.lowercaseMapping
    }
    if !current.isEmpty { pieces.append(current) }
    return pieces
  }

  /// Returns whether a scalar belongs to a name: letters with the marks above them, and digits.
  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    if properties.isAlphabetic || properties.numericType != nil { return true }
    return !scalar.isASCII && properties.generalCategory == .nonspacingMark
  }

  /// The name without the words that say what kind of thing it is.
  static func core(_ pieces: [String]) -> String {
    var pieces = pieces
    while pieces.count > 1, let last = pieces.last, NameWords.kinds.contains(last) {
      pieces.removeLast()
    }
    let joined = pieces.joined()
    for kind in ["services", "service", "svc", "server"]
    where joined.hasSuffix(kind) && joined.count > kind.count + 2 {
      return String(joined.dropLast(kind.count))
    }
    return joined
  }

  /// A pod's name without the suffixes that its controller gave it.
  static func withoutPodSuffix(_ name: String) -> String {
    var parts = name.split(separator: "-", omittingEmptySubsequences: false)
    func isRandom(_ part: Substring, _ lengths: ClosedRange<Int>) -> Bool {
      lengths.contains(part.count) && part.contains(where: \.isNumber)
        && part.allSatisfy { $0.isNumber || $0.isLowercase || $0 == "…" }
    }
    if parts.count > 2, isRandom(parts[parts.count - 1], 4...6),
      isRandom(parts[parts.count - 2], 2...10)
    {
      parts.removeLast(2)
    } else if parts.count > 1,
      isRandom(parts[parts.count - 1], 8...10)
        || Int(parts[parts.count - 1]) != nil
    {
      parts.removeLast()
    }
    return parts.joined(separator: "-")
  }

  private static func numbers(_ word: String) -> [String] {
    var forms = [word, word + "s"]
    if word.hasSuffix("ies") { forms.append(word.dropLast(3) + "y") }
    if word.hasSuffix("es") { forms.append(String(word.dropLast(2))) }
    if word.hasSuffix("s") { forms.append(String(word.dropLast())) }
    if word.hasSuffix("y") { forms.append(word.dropLast() + "ies") }
    return forms
  }

  /// A first part that most names share says nothing: the `acme` of `acme-cart`, `acme-mail`.
  private static func sharedPrefix(_ services: [String]) -> String? {
    guard services.count > 3 else { return nil }
    var counts: [String: Int] = [:]
    for service in services {
      let pieces = pieces(service)
      if pieces.count > 1, let first = pieces.first { counts[first, default: 0] += 1 }
    }
    return counts.filter { $0.value * 3 >= services.count * 2 }.keys.min()
  }
}

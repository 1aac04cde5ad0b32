import Timeline

/// Reads the lines that `git log` prints.
enum GitLine {
  /// Whether a line begins a commit: `commit` and 40 digits of its hash, or 64 of SHA-256.
  static func isCommit(_ line: Bytes) -> Bool {
    guard line.has("commit ") else { return false }
    let hash = line.part(7, line.count).prefix { isHexadecimal($0) }
    // Abbreviated hashes have seven digits and more; names of branches may stand behind them.
    let rest = line.part(7 + hash.count, line.count).trimmed()
    return hash.count >= 40
      || hash.count >= 7 && (rest.isEmpty || rest.first == UInt8(ascii: "("))
  }

  /// The hash in a line that begins a commit.
  static func hash(in line: Bytes) -> String {
    line.part(7, line.count).text(limit: 64).prefix(while: \.isHexDigit).description
  }

  /// Who wrote a commit: `Author: Ada Byron <ada@example.org>` → `Ada Byron`.
  static func author(of line: Bytes) -> String? {
    guard line.has("Author:") else { return nil }
    return line.part(7, line.count).text(limit: 200).split(separator: "<").first
      .map { String($0).trimmed }
  }

  /// The time in a line with a date: `Date:   Tue Mar 10 10:02:11 2026 +0100`.
  static func date(of line: Bytes) -> Timestamp? {
    for name in ["Date:", "AuthorDate:", "CommitDate:"] as [StaticString] where line.has(name) {
      return time(line.part(name.utf8CodeUnitCount, line.count).trimmed())
    }
    return nil
  }

  /// A commit on a line of its own.
  struct Commit {
    var time: Timestamp
    var hash: String
    /// Nil where none stands before the subject, set off by two blanks.
    var author: String?
    var subject: String
  }

  /// A commit on a line of its own, with its hash first or its date: `8f14e45 2026-03-10 raise the pool`,
  /// `8f14e45 2026-03-10 Ada Byron  raise the pool`.
  static func commit(_ line: Bytes) -> Commit? {
    var words = line.trimmed().text(limit: 600).split(separator: " ").map(String.init)
    guard words.count > 2 else { return nil }
    var hash: String?
    func takeHash() {
      guard let word = words.first, (7...64).contains(word.utf8.count),
        word.utf8.allSatisfy(isHexadecimal), word.utf8.contains(where: isDigit)
      else { return }
      hash = words.removeFirst()
      // Names of branches: `(HEAD -> main, tag: v1.9)`.
      guard words.first?.hasPrefix("(") == true,
        let end = words.firstIndex(where: { $0.hasSuffix(")") })
      else { return }
      words.removeFirst(end + 1)
    }
    takeHash()
    // Dates have one to six words; the longest that is one counts.
    for count in (1...6).reversed() where words.count > count {
      guard let time = time(words.prefix(count).joined(separator: " ")) else { continue }
      words.removeFirst(count)
      if hash == nil { takeHash() }
      guard let hash, !words.isEmpty else { return nil }
      let author = author(in: line.trimmed().text(limit: 600), words)
      words.removeFirst(author.map { $0.split(separator: " ").count } ?? 0)
      return Commit(
        time: time, hash: hash, author: author, subject: words.joined(separator: " "))
    }
    return nil
  }

  /// The name of a person that stands first of some words, where the line sets it off by two blanks.
  private static func author(in line: String, _ words: [String]) -> String? {
    for count in 1...mostOfName where words.count > count {
      let name = words.prefix(count).joined(separator: " ")
      guard line.contains("\(name)  \(words[count])") else { continue }
      let isName = words.prefix(count).allSatisfy { word in
        word.first?.isUppercase == true && word.allSatisfy { $0.isLetter || "-.'".contains($0) }
      }
      return isName || count == 1 && !name.contains(":") ? name : nil
    }
    return nil
  }

  /// Words of a name.
  private static let mostOfName = 4

  private static func time(_ text: String) -> Timestamp? {
    var text = text
    return text.withUTF8 { time($0) }
  }

  /// A date in one of git's forms, with the offset that stands behind it.
  private static func time(_ text: Bytes) -> Timestamp? {
    let words = text.split(separator: 0x20).map { Bytes(rebasing: $0) }
    guard let last = words.last, let first = words.first?.first, let start = words.first,
      isDigit(first) || isLetter(first) && words.count > 3
    else { return nil }
    var plain = text
    var offset: Int?
    if words.count > 1, let found = Self.offset(last) {
      offset = found
      let length = last.count
      plain = text.part(0, text.count - length).trimmed()
    }
    // `--date=short` tells the day alone.
    if plain.count == 10, plain[4] == UInt8(ascii: "-"), start.count == 10 {
      let day = Array(plain) + Array("T00:00:00Z".utf8)
      return day.withUnsafeBufferPointer { StampReader().read(value: $0)?.timestamp }
    }
    guard let stamp = StampReader().read(value: plain), stamp.end >= plain.count else { return nil }
    guard let offset, stamp.timestamp.offset == nil else { return stamp.timestamp }
    return Timestamp(
      stamp.timestamp.instant.advanced(by: Int64(-offset) * 1000), offset: offset)
  }

  /// The seconds east of UTC that `+0100` stands for.
  private static func offset(_ word: Bytes) -> Int? {
    guard word.count == 5, let sign = word.first, sign == 0x2B || sign == 0x2D,
      word.dropFirst().allSatisfy(isDigit)
    else { return nil }
    let digits = word.dropFirst().map { Int($0 &- 0x30) }
    let seconds = (digits[0] * 10 + digits[1]) * 3600 + (digits[2] * 10 + digits[3]) * 60
    return sign == 0x2D ? -seconds : seconds
  }

  /// The file of a line of `--stat`: ` cart/pool.yaml | 2 +-`.
  static func file(_ line: Bytes) -> String? {
    guard line.first == 0x20, line.count > 4, line[1] > 0x20,
      let bar = line.first(UInt8(ascii: "|"))
    else { return nil }
    let behind = line.part(bar + 1, line.count).trimmed()
    guard behind.first.map(isDigit) == true || behind.has("Bin") else { return nil }
    return line.part(1, bar).trimmed().text(limit: 300)
  }

  /// Whether a line belongs to the statistics below a commit.
  static func isStatistic(_ line: Bytes) -> Bool {
    file(line) != nil
      || line.first == 0x20 && line.find(lowercased: Array("changed".utf8)) != nil
        && line.find(lowercased: Array("file".utf8)) != nil
  }

  /// The part of the code that a subject names before a colon: `cart: …`, `fix(cart): …`.
  static func scope(of subject: String) -> String? {
    guard let colon = subject.firstIndex(of: ":"), colon > subject.startIndex else { return nil }
    var head = subject[..<colon]
    if head.last == "!" { head = head.dropLast() }
    if head.last == ")", let open = head.firstIndex(of: "(") {
      head = head[head.index(after: open)...].dropLast()
    }
    let isName =
      !head.isEmpty && head.utf8.count <= 40
      && head.utf8.allSatisfy { isLetter($0) || isDigit($0) || "-_/.".utf8.contains($0) }
    return isName && !types.contains(head.lowercased()) ? String(head) : nil
  }

  /// Kinds of commits, which name no part (Conventional Commits 1.0.0).
  private static let types: Set<String> = [
    "feat", "fix", "chore", "docs", "refactor", "test", "tests", "build", "ci", "perf", "style",
    "revert", "merge", "wip", "hotfix", "security", "deps", "release", "bump", "http", "https",
  ]

  /// The part of the code in which most files lie: the first folder that is no general one.
  static func part(of files: [String]) -> String? {
    var counts: [String: Int] = [:]
    for file in files {
      let folders = file.split(separator: "/").dropLast().map(String.init)
      guard let part = folders.first(where: { !general.contains($0.lowercased()) }) else {
        continue
      }
      counts[part, default: 0] += 1
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// Folders that hold parts, and are none.
  private static let general: Set<String> = [
    "src", "services", "service", "apps", "packages", "cmd", "lib", "libs", "internal", "pkg",
    "deploy", "deployments", "charts", "k8s", "kubernetes", "manifests", "config", "configs",
    "test",
    "tests", "docs", ".github", "main", "java", "...",
  ]

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
  }
}

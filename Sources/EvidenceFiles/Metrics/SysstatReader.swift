import Evidence
import Timeline

/// Reads what `sar`, `iostat -t`, `mpstat`, `pidstat` and `vmstat -t` print of a machine: tables of numbers
/// whose headers repeat (sysstat's and procps' manual pages).
///
///     Linux 5.15.0 (edge-02)  2026-04-18  _x86_64_  (8 CPU)
///     10:30:01       tcpsck    tcp-tw           →  edge-02, sockets tcp-tw
///     10:31:01          430       541
struct SysstatReader: ObservationReader {
  let format = "sysstat table"

  func takes(_ head: FileHead) -> Taking {
    guard let first = head.lines.first?.text() else { return .no }
    if MachineLine(first) != nil { return .whole }
    let isVmstat = head.lines.prefix(2).contains { $0.text().contains("procs ---") }
    return isVmstat && head.lines.prefix(3).contains { $0.text().contains("timestamp") }
      ? .whole : .no
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    var tables = SysstatTables(file)
    while let raw = lines.next() {
      tables.take(raw, line: lines.line)
    }
    return Observed(
      observations: tables.series.observations(), notes: tables.series.notes + tables.notes)
  }
}

/// Takes the lines of such tables as points.
private struct SysstatTables {
  var series: MetricSeries
  private(set) var notes: [String] = []
  private let stamps = StampReader()
  private var host: String
  private var day: String?
  /// The day that the machine's line tells: each table begins on it.
  private var firstDay: String?
  /// The time of day of the last row, by which a day is told to be over.
  private var clock = ""
  /// The time that stands above tables without one in their rows.
  private var standing: Timestamp?
  private var header: [String] = []
  /// Whether rows of the table at hand begin with their time, or end with it.
  private var timed = Place.above
  /// What the table at hand is of: `disk`, `cpu`.
  private var topic = ""

  private enum Place { case above, before, behind }

  init(_ file: ObservedFile) {
    series = MetricSeries(file)
    // `vmstat -t` names no machine: its file may.
    let tools = ["vmstat-", "vmstat_", "iostat-", "sar-", "mpstat-"]
    let name = file.path.split(separator: "/").last?.split(separator: ".").first.map(String.init)
    host =
      name.flatMap { name in
        tools.first(where: name.hasPrefix).map { String(name.dropFirst($0.count)) }
      } ?? file.service
  }

  mutating func take(_ raw: Bytes, line: Int) {
    let text = raw.text(limit: 2000)
    if let machine = MachineLine(text) {
      (host, day, firstDay, clock) = (machine.host, machine.day, machine.day, "")
      return
    }
    var words = text.split { " \t".contains($0) }.map(String.init)
    guard let first = words.first, first != "Average:" else {
      // An average ends a table; a blank line does not.
      if !words.isEmpty { header = [] }
      return
    }
    if let time = standingTime(words) {
      standing = time
      return
    }
    if first == "avg-cpu:" {
      (header, topic, timed) = (Array(words.dropFirst()), "cpu", .above)
      return
    }
    if first == "procs" || first.hasPrefix("procs") { return }
    var time: Timestamp?
    let before = (day: day, clock: clock)
    if Self.isClock(first) {
      (time, timed) = (self.time(&words), .before)
    } else if words.count > 3, Self.isClock(words[words.count - 1]), Self.isNumber(first) {
      // `vmstat -t` ends its rows with day and time.
      let stamp = Array("\(words[words.count - 2]) \(words[words.count - 1])".utf8)
      time = stamp.withUnsafeBufferPointer { stamps.read(value: $0)?.timestamp }
      words.removeLast(2)
      timed = .behind
    } else if standing != nil {
      timed = .above
    }
    let numbers = words.count { Self.isNumber($0) }
    if numbers * 2 < words.count, words.count > 1 || timed == .before,
      !Self.isNumber(words[words.count - 1])
    {
      // The names stand beside the time of the row before them, which may be of the day before.
      (day, clock) = before
      if header != words, timed == .before { (day, clock) = (firstDay, "") }
      header = words
      topic = Self.topic(words)
      return
    }
    guard let stamp = time ?? standing, !header.isEmpty else { return }
    points(words, stamp, raw, line: line)
  }

  private mutating func points(_ words: [String], _ time: Timestamp, _ raw: Bytes, line: Int) {
    // `vmstat -t` names its times behind the columns.
    let names = timed == .behind ? Array(header.prefix(words.count)) : header
    guard names.count == words.count else { return }
    series.begin(line: line, raw, time: time)
    var labels: [MetricLabel] = []
    for (name, word) in zip(names, words) {
      guard Self.labels.contains(name.lowercased()) || !Self.isNumber(word) else { continue }
      labels.append(MetricLabel(name: name.lowercased().filter { $0 != ":" }, value: word))
    }
    for (name, word) in zip(names, words) where !Self.labels.contains(name.lowercased()) {
      guard Self.isNumber(word), let value = Double(word) else { continue }
      let long = timed == .behind ? Self.ofVmstat[name] : nil
      var metric = MetricName(
        service: host, metric: long?.name ?? (topic.isEmpty ? name : "\(topic) \(name)"),
        unit: long?.unit ?? Self.unit(name))
      metric.labels = labels
      if let number = series.number(of: metric) { series.add(value, to: number, at: time.instant) }
    }
  }

  /// A line that holds a time and nothing else: `10/08/2025 03:00:00 AM`.
  private func standingTime(_ words: [String]) -> Timestamp? {
    guard (2...3).contains(words.count), let day = MachineLine.day(words[0]), Self.isClock(words[1])
    else { return nil }
    return stamp(day, words[1], words.count > 2 ? words[2] : "")
  }

  /// Takes the time off the beginning of a row.
  private mutating func time(_ words: inout [String]) -> Timestamp? {
    let text = words.removeFirst()
    var half = ""
    if let next = words.first, next == "AM" || next == "PM" { half = words.removeFirst() }
    guard let day else { return nil }
    let full = Self.clock(text, half)
    // Behind midnight the next day begins.
    if full < clock, let next = stamp(day, "23:59:59", "")?.instant.advanced(by: 1000) {
      let date = CivilTime(next).date
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      self.day = "\(date.year)-\(two(date.month))-\(two(date.day))"
    }
    clock = full
    return stamp(self.day ?? day, text, half)
  }

  private func stamp(_ day: String, _ clock: String, _ half: String) -> Timestamp? {
    let text = Array("\(day) \(Self.clock(clock, half))".utf8)
    return text.withUnsafeBufferPointer { stamps.read(value: $0)?.timestamp }
  }

  /// A time of day in 24 hours: `03:00:00 PM` is `15:00:00`.
  private static func clock(_ text: String, _ half: String) -> String {
    guard !half.isEmpty, let hour = Int(text.prefix(2)) else { return text }
    let full = hour % 12 + (half == "PM" ? 12 : 0)
    return (full < 10 ? "0\(full)" : "\(full)") + text.dropFirst(2)
  }

  private static func isClock(_ word: String) -> Bool {
    let parts = word.split(separator: ":")
    return parts.count == 3 && word.count == 8
      && parts.allSatisfy { $0.count == 2 && Int($0) != nil }
  }

  private static func isNumber(_ word: String) -> Bool {
    word.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }
      && Double(word) != nil
  }

  /// Columns that name what a row is of, though they may hold numbers.
  private static let labels: Set<String> = [
    "cpu", "dev", "device", "device:", "iface", "uid", "pid", "command", "intr", "tty",
  ]

  /// What `vmstat` shortens (vmstat(8)).
  private static let ofVmstat: [String: (name: String, unit: String)] = [
    "r": ("processes running", ""), "b": ("processes blocked", ""), "swpd": ("swap used", "KB"),
    "free": ("memory free", "KB"), "buff": ("memory buffers", "KB"),
    "cache": ("memory cache", "KB"),
    "si": ("swap in", "KB/s"), "so": ("swap out", "KB/s"), "bi": ("disk blocks in", "per s"),
    "bo": ("disk blocks out", "per s"), "in": ("interrupts", "per s"),
    "cs": ("context switches", "per s"), "us": ("cpu user", "%"), "sy": ("cpu system", "%"),
    "id": ("cpu idle", "%"), "wa": ("cpu iowait", "%"), "st": ("cpu steal", "%"),
  ]

  private static func unit(_ name: String) -> String {
    if name.hasPrefix("%") { return "%" }
    if name.hasPrefix("kb") || name == "rkB/s" || name == "wkB/s" {
      return name.hasSuffix("/s") ? "kB/s" : "kB"
    }
    if name.hasSuffix("/s") { return Measured.perSecond }
    return name.hasSuffix("await") || name == "svctm" ? "ms" : ""
  }

  /// What a table is of, by the columns that tell it.
  private static func topic(_ header: [String]) -> String {
    let known = Set(header.map { $0.lowercased().filter { $0 != ":" } })
    for (word, topic) in [
      ("device", "disk"), ("dev", "disk"), ("iface", "network"), ("%iowait", "cpu"), ("cpu", "cpu"),
      ("kbmemfree", "memory"), ("kbmemused", "memory"), ("totsck", "sockets"), ("tps", "disk"),
      ("runq-sz", "load"), ("kbswpfree", "swap"), ("pgpgin/s", "paging"), ("active/s", "tcp"),
      ("retrans/s", "tcp"), ("swpd", "machine"),
    ] where known.contains(word) {
      return topic
    }
    return ""
  }
}

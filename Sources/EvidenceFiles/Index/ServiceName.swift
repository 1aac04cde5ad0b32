/// Makes the name of a service out of what the evidence calls it.
enum ServiceName {
  /// Names of files and folders that tell of logs, not of whose logs they are.
  private static let empty: Set<String> = [
    "log", "logs", "output", "stdout", "stderr", "error", "errors", "access", "current", "messages",
    "stdin", "fd", "pipe", "all", "combined", "console", "consoletext", "joblog", "out", "err",
    "debug", "info", "app-log", "logcat", "syslog", "journal", "data", "json", "text", "alert",
    "localhost",
    "txt", "csv", "archive", "old", "containers", "pods", "var", "tmp", "",
    "mon", "tue", "wed", "thu", "fri", "sat", "sun",
  ]

  /// Names that many programs give their log: they count where no folder and no line says more.
  private static let weak: Set<String> = [
    "system", "server", "service", "application", "app", "main", "daemon", "general", "default",
    "process", "instance",
  ]

  /// Tools whose output is of the machine that they ran on, which the folder may name.
  private static let tools: Set<String> = [
    "vmstat", "sar", "iostat", "mpstat", "pidstat", "netstat", "sysstat", "dmesg",
  ]

  /// Names of folders for what lies in them, which name nobody.
  private static let kindsOfFiles: Set<String> = [
    "metrics", "metric", "monitoring", "stats", "hosts", "evidence", "samples", "sysstat", "series",
  ]

  /// Words with which exports of a cloud's monitoring begin, before what was measured: `cw-rds-claims-db.json`.
  private static let exporters: Set<String> = [
    "cw", "cloudwatch", "rds", "alb", "elb", "elasticache",
  ]

  /// The name of a deployment out of that of one of its pods.
  ///
  /// `shop-7d9f8c6b5-x2x1z` (deployment), `shop-x2x1z` (daemon set) and `shop-0` (stateful set) are
  /// all `shop`: the hashes consist of consonants and digits only (Kubernetes' safe alphabet).
  static func ofPod(_ pod: String) -> String {
    var parts = pod.split(separator: "-", omittingEmptySubsequences: false)
    if parts.count > 1, let last = parts.last, isNumber(last), last.count <= 4 {
      parts.removeLast()
      return parts.joined(separator: "-")
    }
    guard parts.count > 1, let last = parts.last, isHash(last, 4...6) else { return pod }
    if parts.count > 2, isHash(parts[parts.count - 2], 5...10) {
      parts.removeLast(2)
    } else if last.utf8.count == 5 {
      parts.removeLast()
    }
    return parts.joined(separator: "-")
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isDigit($0) }
  }

  /// Whether a part of a name is a number, or the date in the names of IIS: `ex260106`, `u_ex26010612`.
  private static func isDate(_ text: Substring) -> Bool {
    let digits = text.drop { $0 == "e" || $0 == "x" || $0 == "n" || $0 == "c" }
    return isNumber(digits) && (digits.count == text.count || digits.utf8.count >= 6)
  }

  /// Whether a part of a name looks drawn, not chosen: it has no vowels.
  private static func isHash(_ text: Substring, _ length: ClosedRange<Int>) -> Bool {
    guard length.contains(text.utf8.count) else { return false }
    var digits = 0
    var vowels = 0
    for byte in text.utf8 {
      if isDigit(byte) { digits += 1 } else if byte < 0x61 || byte > 0x7A { return false }
      if "aeiouy".utf8.contains(byte) { vowels += 1 }
    }
    return vowels == 0 && (digits > 0 || text.utf8.count == 5)
  }

  /// The name that a file stands for: its own without date, number and extension, else its folder's.
  ///
  /// `payment-2026-01-02.log.gz` is `payment`, `orders/app.log` and `orders/error.log` are `orders`.
  /// A `system.log` in no folder is of the project whose classes its lines name.
  static func ofFile(_ file: EvidenceFile, lines: [Bytes] = []) -> String {
    let own = meaningful(file.name)
    let isOfTool = own.map { tools.contains($0.lowercased()) } ?? false
    if let own, !weak.contains(own.lowercased()), !isOfTool { return own }
    for folder in file.folders.reversed() {
      if let name = meaningful(folder), !weak.contains(name.lowercased()),
        !isOfTool || !kindsOfFiles.contains(name.lowercased())
      {
        // A machine is called as it is: `web-2` is none of several alike.
        return isOfTool ? folder : name
      }
    }
    if let own, own.lowercased() == "system" || own.lowercased() == "server",
      let project = project(in: lines)
    {
      return project
    }
    return own ?? "logs"
  }

  /// The project of the Apache Software Foundation that most lines with such a class name:
  /// `org.apache.cassandra.io.FSWriteError` is of `cassandra`.
  ///
  /// Others name their packages after their company or their first developer, and libraries after
  /// themselves: there no part of the name is the program's for sure.
  private static func project(in lines: [Bytes]) -> String? {
    let prefix = Array("org.apache.".utf8)
    var counts: [String: Int] = [:]
    for line in lines {
      guard let start = line.find(lowercased: prefix) else { continue }
      var end = start + prefix.count
      while end < line.count, isLetter(line[end]) { end += 1 }
      guard end < line.count, line[end] == UInt8(ascii: ".") else { continue }
      counts[line.part(start + prefix.count, end).text(), default: 0] += 1
    }
    let libraries: Set<String> = ["commons", "logging", "log", "http", "hc", "thrift", "avro"]
    let best = counts.filter { !libraries.contains($0.key) }
      .max { ($0.value, $1.key) < ($1.value, $0.key) }
    return best.flatMap { $0.value > 1 ? $0.key : nil }
  }

  private static func meaningful(_ name: String) -> String? {
    // `task_id=load_parts`, as partitions are called.
    var stem = name.lastIndex(of: "=").map { String(name[name.index(after: $0)...]) } ?? name
    // Container runtimes write `pod_namespace_container-<64 hex digits>.log`.
    let byUnderscore = stem.split(separator: "_")
    if byUnderscore.count == 3, byUnderscore[2].utf8.count > 64 { stem = String(byUnderscore[0]) }
    var parts = stem.split(separator: ".").map(String.init)
    let extensions: Set<String> = [
      "log", "txt", "json", "jsonl", "ndjson", "csv", "tsv", "gz", "out", "err", "logs", "stdout",
      "stderr", "yaml", "yml", "trc", "zst", "xz", "bz2", "zip", "tar", "tgz", "xml", "export",
      "clef", "har", "prom", "jtl",
    ]
    while parts.count > 1, let last = parts.last {
      guard
        extensions.contains(last.lowercased()) || last.utf8.allSatisfy({ !isLetter($0) })
          || !last.utf8.allSatisfy({ !isDigit($0) })
      else { break }
      parts.removeLast()
    }
    stem = ofPod(parts.joined(separator: "."))
    // Pieces that are dates and times, and words such as `log`, say nothing.
    let pieces = stem.split { $0 == "_" || $0 == "-" || $0 == "." }
    var kept = pieces[...]
    while let last = kept.last, isDate(last) || empty.contains(last.lowercased()) {
      kept.removeLast()
    }
    // Oracle: `alert_SHOP.log`.
    while let first = kept.first, isNumber(first) || first == "alert" { kept.removeFirst() }
    if kept.count > 1, ["cw", "cloudwatch"].contains(kept[kept.startIndex].lowercased()) {
      while kept.count > 1, let first = kept.first, exporters.contains(first.lowercased()) {
        kept.removeFirst()
      }
    }
    guard let first = kept.first, let last = kept.last else { return nil }
    let result = String(stem[first.startIndex..<last.endIndex])
    guard result.utf8.count > 1 else { return nil }
    return empty.contains(result.lowercased()) ? nil : result
  }
}

/// `Linux 5.15.0-105-generic (edge-02) 	2026-04-18 	_x86_64_	(8 CPU)`: whose the tables are, and of which day.
struct MachineLine {
  let host: String
  /// As `2026-04-18`; nil where it tells none.
  let day: String?

  init?(_ line: String) {
    guard line.hasPrefix("Linux "), line.contains("CPU)"), let open = line.firstIndex(of: "("),
      let close = line[open...].firstIndex(of: ")")
    else { return nil }
    host = String(line[line.index(after: open)..<close])
    day = line[close...].split { " \t".contains($0) }.lazy.compactMap { Self.day(String($0)) }.first
  }

  /// A day as it is written in one of sysstat's ways: `2026-04-18`, `04/18/2026`, `04/18/26`.
  static func day(_ text: String) -> String? {
    let dashed = text.split(separator: "-")
    if dashed.count == 3, text.count == 10, dashed.allSatisfy({ Int($0) != nil }) { return text }
    let parts = text.split(separator: "/")
    guard parts.count == 3, parts.allSatisfy({ Int($0) != nil }), let year = Int(parts[2]) else {
      return nil
    }
    return "\(year < 100 ? 2000 + year : year)-\(parts[0])-\(parts[1])"
  }
}

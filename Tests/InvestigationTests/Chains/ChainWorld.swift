import DemoIncident
import Foundation
import TestSupport

/// A small system with an incident, made by seed, and what its raw files say: nothing here knows the
/// engine.
struct ChainWorld {
  let front: String
  let middle: String
  let store: String
  let worker: String
  /// A line of the log files, as the test itself reads it.
  struct Line {
    var service: String
    var file: String
    var number: Int
    var text: String
    /// Milliseconds since 08:00:00.
    var time: Int
    var level: String
    var host: String
    var status: Int?
  }
  private(set) var lines: [Line] = []

  private static let names = [
    ["portal", "fares", "fares-db", "reminders"], ["kiosk", "tickets", "seat-store", "printer"],
    ["shopfront", "baskets", "basket-db", "crawler"],
    ["intake", "claims", "claims-db", "archiver"],
    ["desk", "devices", "device-db", "poller"],
  ]

  init(seed: Int) {
    let names = Self.names[seed % Self.names.count]
    (front, middle, store, worker) = (names[0], names[1], names[2], names[3])
  }

  /// Writes the files, 40 minutes from 08:00 on, and reads them again.
  mutating func write(to folder: TemporaryFolder, seed: Int) throws {
    var random = SeededRandom(seed: UInt64(1000 + seed))
    let onset = (18 + seed % 7) * 60_000
    let end = seed.isMultiple(of: 2) ? 33 * 60_000 : 40 * 60_000
    var texts: [String: [String]] = [:]
    var time = 0
    while time < 40 * 60_000 {
      time += 1500 + Int(random.next() % 4000)
      let (stamp, host) = (Self.stamp(time), "n\(1 + random.next() % 3)")
      let isDown = time >= onset && time < end && random.next() % 3 != 0
      let status = isDown ? (random.next() % 4 == 0 ? 500 : 503) : 200
      if isDown {
        texts[store, default: []].append(
          "time=\(Self.stamp(time - 300)) level=error host=\(host) msg=\"remaining connection slots are reserved, 12 of 12 in use\""
        )
        texts[middle, default: []].append(
          "\(Self.stamp(time - 200)) ERROR [\(middle)] call to \(store) failed: no connection")
      } else {
        texts[store, default: []].append(
          "time=\(Self.stamp(time - 300)) level=info host=\(host) msg=\"query took \(3 + random.next() % 40) ms\""
        )
        texts[middle, default: []].append(
          "\(Self.stamp(time - 200)) INFO [\(middle)] request served")
      }
      let level = isDown ? "error" : random.next() % 20 == 0 ? "warn" : "info"
      let text = isDown ? "\(middle) answered \(status)" : level == "warn" ? "slow answer" : "done"
      texts[front, default: []].append(
        #"{"time":"\#(stamp)","level":"\#(level)","host":"\#(host)","status":\#(status),"msg":"\#(text)"}"#
      )
      let odd = random.next() % 12
      texts[worker, default: []].append(
        "\(stamp) \(odd == 0 ? "ERROR" : odd < 3 ? "WARN" : "INFO") [\(worker)] job \(random.next() % 9000) "
          + (odd == 0 ? "rejected by peer" : odd < 3 ? "is late" : "done"))
    }
    for (service, content) in texts {
      try folder.write("\(service).log", content.joined(separator: "\n") + "\n")
      let raw = try String(contentsOfFile: "\(folder.path)/\(service).log", encoding: .utf8)
      for (index, text) in raw.split(separator: "\n").enumerated() {
        lines.append(Self.line(String(text), service, index + 1))
      }
    }
    lines.sort { ($0.time, $0.file, $0.number) < ($1.time, $1.file, $1.number) }
  }

  /// `2026-04-14T08:20:01.500Z`.
  static func stamp(_ time: Int) -> String {
    let time = max(0, time)
    return String(
      format: "2026-04-14T%02d:%02d:%02d.%03dZ", 8 + time / 3_600_000, time / 60_000 % 60,
      time / 1000 % 60, time % 1000)
  }

  /// `08:20:01`.
  static func clock(_ time: Int) -> String { String(stamp(time).dropFirst(11).prefix(8)) }

  /// Reads what the test needs of a line, by its text alone.
  private static func line(_ text: String, _ service: String, _ number: Int) -> Line {
    let stamp = text.firstMatch(of: /T(\d\d):(\d\d):(\d\d)\.(\d\d\d)Z/)
    let parts = stamp.map { [$0.1, $0.2, $0.3, $0.4].compactMap { Int($0) } } ?? [8, 0, 0, 0]
    let lowered = text.lowercased()
    let level =
      lowered.contains("error") ? "error" : lowered.contains("warn") ? "warn" : "info"
    return Line(
      service: service, file: "\(service).log", number: number, text: text,
      time: ((parts[0] - 8) * 3600 + parts[1] * 60 + parts[2]) * 1000 + parts[3], level: level,
      host: (text.firstMatch(of: /host"?[=:]"?(\w+)/)?.1).map(String.init) ?? "",
      status: text.firstMatch(of: /"status":(\d+)/).flatMap { Int($0.1) })
  }

  /// The lines of a service, counted from the raw text.
  func lines(
    of service: String? = nil, level: String? = nil, status: Int? = nil, from: Int = 0,
    to: Int = .max, containing word: String = ""
  ) -> [Line] {
    lines.filter { line in
      (service == nil || line.service == service) && (level == nil || line.level == level)
        && (status == nil || line.status == status) && line.time >= from && line.time <= to
        && (word.isEmpty || line.text.contains(word))
    }
  }
}

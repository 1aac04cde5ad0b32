import Evidence
import Timeline

/// Reads apt's `history.log`: records with what one call installed, upgraded and removed.
///
///     Start-Date: 2026-03-10  10:02:11
///     Commandline: apt-get upgrade
///     Upgrade: openssl:amd64 (3.0.2-1, 3.0.3-1), libssl3:amd64 (3.0.2-1, 3.0.3-1)
///     End-Date: 2026-03-10  10:02:19
///
/// Logs of one line a package (dpkg, dnf, yum, pacman) are read as logs.
struct PackageHistoryReader: ObservationReader {
  let format = "history of packages"

  /// What was done with packages, by the name of the line.
  private static let actions = [
    "Install:", "Upgrade:", "Downgrade:", "Remove:", "Purge:", "Reinstall:",
  ]
  /// Packages that are told of one action: of an upgrade of everything the first say enough.
  private static let mostPackages = 200

  func takes(_ head: FileHead) -> Taking {
    let looked = head.lines.prefix(40)
    let known = looked.filter { $0.has("Start-Date: ") }.count
    let actions = looked.filter { line in Self.action(line) != nil }.count
    return known > 0 && actions > 0 && looked.first?.has("Start-Date: ") == true ? .whole : .no
  }

  private static func action(_ line: Bytes) -> String? {
    actions.first { line.starts(with: Array($0.utf8)) }
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    let stamps = StampReader()
    var observed = Observed()
    var time: Timestamp?
    while let raw = lines.next() {
      if raw.has("Start-Date: ") {
        time = stamps.read(value: raw.part(12, raw.count))?.timestamp
      } else if let action = Self.action(raw) {
        let packages = raw.part(action.utf8.count, raw.count).text(limit: 64 << 10)
        let line = file.sample(line: lines.line, raw, time: time, service: "")
        for package in Self.packages(packages).prefix(Self.mostPackages) {
          let name = String(package.prefix { $0 != ":" && $0 != " " })
          var sample = line
          sample.service = name
          if sample.text.contains(package) { sample.message = package }
          observed.observations.append(
            .change("release", of: name, "\(action.dropLast()) \(package)", sample))
        }
      }
    }
    return observed
  }

  /// The packages of a list: commas stand in the brackets behind each too.
  static func packages(_ list: String) -> [String] {
    list.split(separator: ")").map { part in
      let package = part.drop { $0 == "," || $0 == " " }
      return package.contains("(") ? package + ")" : String(package)
    }.filter { !$0.isEmpty }
  }
}

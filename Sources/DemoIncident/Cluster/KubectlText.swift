/// What `kubectl` prints of a cluster: a transcript of commands, as people paste it.
struct KubectlText: Sendable {
  let cluster: MadeCluster

  /// The tables of `kubectl get`, one command after the other.
  var listings: String {
    let flag = "-n \(cluster.namespace)"
    return [
      "$ date -u\n\(date)",
      command("get nodes -o wide", nodes),
      command("get deployments \(flag)", deployments),
      command("get pods \(flag) -o wide --show-labels", pods),
      command("get services \(flag) -o wide", services),
      command("get endpoints \(flag)", endpoints),
      command("get events \(flag) --sort-by=.lastTimestamp", events),
    ].joined(separator: "\n\n") + "\n"
  }

  private func command(_ arguments: String, _ table: [[String]]) -> String {
    "$ kubectl \(arguments)\n" + Self.columns(table)
  }

  /// A table as `kubectl` prints it: each column as wide as its widest value, and three blanks.
  static func columns(_ rows: [[String]]) -> String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, text in
        column == row.count - 1
          ? text : text + String(repeating: " ", count: widths[column] - text.count + 3)
      }.joined()
    }.joined(separator: "\n")
  }

  private var date: String {
    // `2026-03-17T08:40:21.000Z` as `Tue Mar 17 08:40:21 UTC 2026`.
    let iso = LineStamp(milliseconds: cluster.now).iso
    let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let day = names[Int(cluster.now / 86_400_000 % 7)]
    return "\(day) \(LineStamp(milliseconds: cluster.now).syslog) UTC \(iso.prefix(4))"
  }

  private var nodes: [[String]] {
    [["NAME", "STATUS", "ROLES", "AGE", "VERSION", "INTERNAL-IP", "OS-IMAGE"]]
      + cluster.nodes.map {
        [
          $0.name, "Ready", $0.role, Self.age($0.age), "v1.33.4", $0.address,
          "Debian GNU/Linux 13 (trixie)",
        ]
      }
  }

  private var deployments: [[String]] {
    [["NAME", "READY", "UP-TO-DATE", "AVAILABLE", "AGE"]]
      + cluster.apps.map {
        [
          $0.name, "\($0.ready)/\($0.pods.count)", "\($0.pods.count)", "\($0.ready)",
          Self.age(Self.oldest),
        ]
      }
  }

  private var pods: [[String]] {
    [["NAME", "READY", "STATUS", "RESTARTS", "AGE", "IP", "NODE", "LABELS"]]
      + cluster.apps.flatMap { app in
        app.pods.map { pod in
          [
            "\(app.name)-\(app.hash)-\(pod.suffix)", pod.isReady ? "1/1" : "0/1", pod.status,
            pod.restarts == 0
              ? "0" : "\(pod.restarts) (\(Self.age(pod.restarted)) ago)",
            Self.age(pod.age), pod.address, cluster.nodes[pod.node].name,
            Self.list(app.labels + [.init("pod-template-hash", app.hash)]),
          ]
        }
      }
  }

  private var services: [[String]] {
    [["NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)", "AGE", "SELECTOR"]]
      + cluster.apps.map {
        [
          $0.name, "ClusterIP", $0.service.address, "<none>", "\($0.service.port)/TCP",
          Self.age(Self.oldest), Self.list($0.service.selector),
        ]
      }
  }

  private var endpoints: [[String]] {
    [["NAME", "ENDPOINTS", "AGE"]]
      + cluster.apps.map { app in
        let ready = cluster.isSelected(app) ? app.pods.filter(\.isReady) : []
        let all = ready.map { "\($0.address):\(app.service.target)" }.joined(separator: ",")
        return [app.name, all.isEmpty ? "<none>" : all, Self.age(Self.oldest)]
      }
  }

  private var events: [[String]] {
    [["LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"]]
      + cluster.events.sorted { $0.last > $1.last }.map {
        [
          Self.age($0.last), $0.isWarning ? "Warning" : "Normal", $0.reason, $0.object, $0.message,
        ]
      }
  }

  /// The age of what was made with the cluster, in milliseconds.
  static let oldest: Int64 = 212 * 86_400_000

  static func list(_ pairs: [MadeCluster.Pair]) -> String {
    pairs.isEmpty ? "<none>" : pairs.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
  }

  /// A length of time as `kubectl` prints it: `42s`, `3m12s`, `47m`, `5h3m`, `12d`.
  static func age(_ milliseconds: Int64) -> String {
    let seconds = milliseconds / 1000
    switch seconds {
    case ..<120: return "\(seconds)s"
    case ..<600: return "\(seconds / 60)m" + (seconds % 60 > 0 ? "\(seconds % 60)s" : "")
    case ..<10_800: return "\(seconds / 60)m"
    case ..<28_800:
      return "\(seconds / 3600)h" + (seconds / 60 % 60 > 0 ? "\(seconds / 60 % 60)m" : "")
    case ..<172_800: return "\(seconds / 3600)h"
    default: return "\(seconds / 86_400)d"
    }
  }
}

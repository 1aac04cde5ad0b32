import Diagnosis
import Evidence

/// Which kind of change a question asks for: "anything restarted?" asks for no deployment.
enum ChangeWords {
  /// A kind of change by the words of questions and those of logs.
  struct Kind {
    var name: String
    fileprivate var asked: Set<String>
    fileprivate var said: [String]

    /// Whether a change is of this kind, by its own words and by its fault kind's.
    func matches(_ change: Finding) -> Bool {
      let words = Stem.words(change.detail + " " + (change.kind ?? ""))
      // A controller of deployments that adds a copy deploys nothing.
      if name == "deployment", words.starts(with: ["scaled"]) { return false }
      return words.contains { word in said.contains { word.hasPrefix($0) } }
    }
  }

  /// The only kind that a text names; nil where it names none, or several.
  static func kind(in text: String) -> Kind? {
    let words = Set(Stem.words(text))
    let found = kinds.filter { !$0.asked.isDisjoint(with: words) }
    return found.count == 1 ? found[0] : nil
  }

  private static let kinds = [
    Kind(
      name: "restart",
      asked: ["restart", "restarts", "restarted", "reboot", "reboots", "rebooted", "bounced"],
      said: ["restart", "start", "boot", "shut", "stopp", "terminat", "exit", "launch"]),
    Kind(
      name: "deployment",
      asked: [
        "deploy", "deploys", "deployed", "deployment", "deployments", "release", "released",
        "releases", "rollout", "rollouts", "rolled", "upgrade", "upgraded", "version",
      ],
      said: ["deploy", "releas", "roll", "upgrad", "version", "migrat", "install", "image"]),
    Kind(
      name: "configuration change",
      asked: ["config", "configuration", "configs", "setting", "settings", "flag", "flags"],
      said: ["config", "setting", "reload", "flag", "parameter", "limit", "pool", "changed"]),
    Kind(
      name: "scaling", asked: ["scale", "scaled", "scaling", "autoscaling", "replicas"],
      said: ["scal", "replica", "autoscal", "resiz"]),
  ]
}

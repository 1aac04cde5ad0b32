extension ManualPage {
  /// The page gumshoe-config(5): the settings, where they stand, and which goes before which.
  static func configurationPage() -> String {
    var page = ManualText(
      name: "gumshoe-config", section: 5,
      summary: "settings of the shell for incident investigations")
    page.section("DESCRIPTION")
    page.prose(
      """
      Settings stand in config.yaml, a mapping of keys to values. An absent file says nothing. A key \
      that is not named here is refused, with its line, and the exit status 78.

      An option goes before a variable of the environment, that before a profile's own value, that \
      before the value outside 'profiles', and that before the default. Whoever names a profile by \
      an option wants its server, not the environment's.
      """)
    page.section("SETTINGS")
    page.list(
      Setting.all.map { setting in
        ("Ic \(ManualText.argument(setting.key))", words(of: setting))
      } + [
        (
          "Ic profiles",
          "A mapping of names to the settings of each: "
            + Setting.all.filter(\.isOfProfile).map(\.key).joined(separator: ", ")
            + ". A name is made of 1 to 64 letters, digits, '-' and '_', and begins with no '-'. What "
            + "stands outside holds for every profile that does not say otherwise."
        ),
        (
          "Ic sources",
          "A mapping of names to the settings of each remote source of evidence: see SOURCES."
        ),
      ])
    page.section("SOURCES")
    page.prose(
      """
      A source is asked where --source names it. What a question needs of it is fetched and kept with \
      the session. Its settings:
      """)
    page.list(SourceSetting.all.map { ("Ic \(ManualText.argument($0.key))", $0.summary) })
    page.section("KEYS")
    page.prose(ManualTables.keys)
    page.section("EXAMPLES")
    page.prose(
      """
      A team's server beside the service inside:

        profile: team
        timeout: 600
        detail: full
        profiles:
          team:
            server: https://gumshoe.example.org
            ca-file: team-ca.pem
        sources:
          prod:
            kind: prometheus
            address: https://prometheus.example.org
            bearer: $PROMETHEUS_TOKEN
            selector: namespace="shop"
          cluster:
            kind: kubernetes
            namespaces: [shop]
          cart:
            kind: command
            command: [docker, logs, --timestamps, --since, "{since}", cart]
      """)
    ManualPage.configuration.seeAlso(&page)
    return page.text
  }

  private static func words(of setting: Setting) -> String {
    let kind =
      switch setting.kind {
      case .text(let what): "A \(what)."
      case .number(let unit): "A number of \(unit) above 0."
      case .flag: "One of: true, false."
      case .choice(let words): "One of: \(words.joined(separator: ", "))."
      }
    let option = setting.hasOption ? " The option is --\(setting.key)." : ""
    return "\(setting.summary) \(kind) The default is \(setting.standard). The variable is "
      + "\(setting.variable).\(option)"
  }
}

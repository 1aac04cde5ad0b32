import SessionsAPI
import Terminal
import Testing

@testable import Shell

/// The files that reports name, found where they lie.
@Suite struct EvidencePlacesTests {
  private static let files: Set = [
    "/srv/logs/orders.log", "/srv/logs/a/b.log.gz", "/srv/it's/x.log", "/srv/a/logs/x.log",
    "/srv/b/logs/x.log", "/etc/passwd", "/srv/one.log", "/srv/logs/-n",
  ]

  private func places(_ locations: [String], in folder: String = "/home/me") -> EvidencePlaces {
    EvidencePlaces(
      locations.map { EvidenceLocation(path: $0) }, folder: folder, host: "host",
      isFile: { Self.files.contains($0) })
  }

  @Test(
    arguments: [
      (["/srv/logs"], "orders.log", "/srv/logs/orders.log"),
      (["/srv/logs/"], "a/b.log.gz", "/srv/logs/a/b.log.gz"),
      (["/srv/one.log"], "one.log", "/srv/one.log"),
      (["/srv/a/logs", "/srv/b/logs"], "b/logs/x.log", "/srv/b/logs/x.log"),
      (["/srv/logs", "/srv/one.log"], "logs/orders.log", "/srv/logs/orders.log"),
      (["/srv/l*/*.log"], "logs/orders.log", "/srv/logs/orders.log"),
      (["/srv/logs"], "nothing.log", nil), (["/srv/logs"], "../../etc/passwd", nil),
      (["/srv/logs"], "/etc/passwd", nil), (["/srv/logs"], "logs/orders.log", nil),
      (["/srv/a/logs", "/srv/b/logs"], "x.log", nil), ([], "orders.log", nil),
      (["/srv/logs"], "", nil),
    ] as [([String], String, String?)])
  func `a place is that of one file below what was named, or none`(
    locations: [String], place: String, path: String?
  ) {
    #expect(places(locations).path(ofPlace: place) == path)
  }

  @Test func `a command works from where one stands`() {
    let command = "sed -n '1,9p' 'orders.log'"
    #expect(places(["/srv/logs"]).working(command) == "sed -n '1,9p' '/srv/logs/orders.log'")
    #expect(places(["/srv/logs"], in: "/srv").working(command) == "sed -n '1,9p' 'logs/orders.log'")
    #expect(
      places(["/srv/logs"], in: "/").working(command) == "sed -n '1,9p' 'srv/logs/orders.log'")
    #expect(
      places(["/srv/logs"]).working("gzip -dc 'a/b.log.gz' | sed -n '1,9p'")
        == "gzip -dc '/srv/logs/a/b.log.gz' | sed -n '1,9p'")
    #expect(
      places(["/srv/it's"]).working("sed -n '1p' 'x.log'") == "sed -n '1p' '/srv/it'\\''s/x.log'")
    #expect(
      places(["/srv/logs"], in: "/srv/logs").working("sed -n '1p' '-n'") == "sed -n '1p' './-n'")
  }

  @Test func `what is quoted stays as it was written`() {
    let places = places(["/srv/logs"])
    for code in ["cannot open 'orders.log'", "sed of 'unknown.log'", "sed 'orders.log", "", "'"] {
      #expect(places.working(code) == code)
    }
  }

  @Test func `only a place that is there leads somewhere, and only to itself`() {
    let places = places(["/srv/logs"])
    #expect(places.address(of: "orders.log:12") == "file://host/srv/logs/orders.log")
    for code in ["orders.log", "orders.log:", "orders.log:x", "gone.log:1", "../one.log:1", ":1"] {
      #expect(places.address(of: code) == nil, "\(code)")
    }
    #expect(
      self.places(["/srv/it's"]).address(of: "x.log:1") == "file://host/srv/it%27s/x.log")
  }

  @Test func `links stand only where the terminal takes them`() {
    let text = "See `orders.log:12` and `gone.log:1`."
    func rendered(_ takesLinks: Bool) -> [String] {
      MarkdownRenderer(
        width: 80,
        capabilities: .init(
          supportsColor: false, supportsUnicode: true, supportsLinks: takesLinks),
        places: places(["/srv/logs"])
      ).lines(text)
    }
    #expect(rendered(false) == ["See orders.log:12 and gone.log:1."])
    #expect(
      rendered(true) == [
        "See \u{1b}]8;;file://host/srv/logs/orders.log\u{1b}\\orders.log:12\u{1b}]8;;\u{1b}\\ and "
          + "gone.log:1."
      ])
  }
}

import TestSupport
import Testing

@testable import Investigation

/// Which line of code it is, by the stacks that languages print.
@Suite struct CodePlaceTests {
  @Test(arguments: [
    (#"  File "/srv/till/orders.py", line 41, in place"#, "/srv/till/orders.py:41", false),
    (
      #"  File "/usr/lib/python3.11/json/decoder.py", line 337, in decode"#,
      "/usr/lib/python3.11/json/decoder.py:337", true
    ),
    ("\tat com.shop.till.OrderService.place(OrderService.java:88)", "OrderService.java:88", false),
    ("\tat java.base/java.util.Objects.requireNonNull(Objects.java:233)", "Objects.java:233", true),
    ("    at place (/srv/till/orders.js:12:7)", "/srv/till/orders.js:12", false),
    (
      "    at next (/srv/till/node_modules/express/lib/router.js:275:10)",
      "/srv/till/node_modules/express/lib/router.js:275", true
    ),
    (
      "\t/srv/till/internal/orders/place.go:120 +0x1d", "/srv/till/internal/orders/place.go:120",
      false
    ),
    (
      "\t/usr/local/go/src/net/http/server.go:2136 +0x29",
      "/usr/local/go/src/net/http/server.go:2136",
      true
    ),
    ("/srv/till/app/orders.rb:41:in `place'", "/srv/till/app/orders.rb:41", false),
    ("#1 /srv/till/src/Orders.php(41): place()", "/srv/till/src/Orders.php:41", false),
    ("   at Shop.Orders.Place(Int32 id) in /src/Orders.cs:line 41", "/src/Orders.cs:41", false),
    ("             at src/orders.rs:41:9", "src/orders.rs:41", false),
    ("    (ecto 3.9.1) lib/ecto/repo.ex:12: Ecto.Repo.get/3", "lib/ecto/repo.ex:12", true),
    ("    (till 0.1.0) lib/till/orders.ex:41: Till.Orders.place/2", "lib/till/orders.ex:41", false),
  ])
  func `A frame is read in the manner of its language`(
    text: String, place: String, isLibrary: Bool
  ) throws {
    let frame = try #require(StackFrame(text))
    #expect(frame.place == place && frame.isLibrary == isLibrary && frame.isCall)
  }

  @Test(arguments: [
    "GET /orders 200 12ms", "connected to db.internal:5432", "10.0.0.1:8080 refused", "",
    "see README.md:12", "took 3.14 s", "version 1.2.3 (build 77)",
  ])
  func `What names no line of code is no frame`(text: String) {
    #expect(StackFrame(text) == nil)
  }

  private static func evidence(
    _ stack: [String], writer: String = "till"
  ) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var lines: [String] = []
    for minute in 10..<50 {
      lines.append("2026-04-02T09:\(minute):03Z INFO \(writer) served order \(minute)")
      if minute >= 30 {
        lines.append("2026-04-02T09:\(minute):07Z ERROR \(writer) order failed")
        lines += stack
      }
    }
    try folder.write("till/till.log", lines.joined(separator: "\n") + "\n")
    return folder
  }

  @Test func `The own innermost frame of the deepest reason is it, with what it called`()
    async throws
  {
    let folder = try Self.evidence([
      "java.lang.IllegalStateException: could not place",
      "\tat com.shop.till.Api.handle(Api.java:31)",
      "Caused by: java.lang.NullPointerException: price is null",
      "\tat java.base/java.util.Objects.requireNonNull(Objects.java:233)",
      "\tat com.shop.till.Prices.of(Prices.java:57)",
      "\tat com.shop.till.Api.handle(Api.java:29)",
      "\t... 12 more",
    ])
    let cause = try await ask("why do orders fail?", in: [folder.path])
    for question in ["which line of code is it?", "where in our code?", "show me the stack trace"] {
      let place = try await ask(question, in: [folder.path], after: cause)
      #expect(place.firstSentence.hasPrefix("It is: `Prices.java:57`"), "\(place.markdown)")
      #expect(place.markdown.contains("Objects.java:233"))
      #expect(place.section("Stack")?.contains("Api.java:29") == true)
    }
  }

  @Test func `Of a traceback it is the last own frame`() async throws {
    let folder = try Self.evidence([
      "Traceback (most recent call last):", #"  File "/srv/till/api.py", line 12, in handle"#,
      "    place(order)", #"  File "/srv/till/prices.py", line 57, in of"#, "    return table[key]",
      #"  File "/usr/lib/python3.11/collections/__init__.py", line 1004, in __getitem__"#,
      "    raise KeyError(key)", "KeyError: 'apple'",
    ])
    let cause = try await ask("why do orders fail?", in: [folder.path])
    let place = try await ask("which line of code is it?", in: [folder.path], after: cause)
    #expect(place.firstSentence.hasPrefix("It is: `/srv/till/prices.py:57`"), "\(place.markdown)")
  }

  @Test func `The line that wrote an entry is no stack, and is told where there is none`()
    async throws
  {
    let stack = ["\tat com.shop.till.Prices.of(Prices.java:57)"]
    for (stack, beginning) in [
      (stack, "It is: `Prices.java:57`"),
      ([], "No stack stands with it; the entry itself names `Api.java:31`"),
    ] {
      let folder = try Self.evidence(stack, writer: "[Api.java:31]")
      let cause = try await ask("why do orders fail?", in: [folder.path])
      let place = try await ask("which line of code is it?", in: [folder.path], after: cause)
      #expect(place.firstSentence.hasPrefix(beginning), "\(place.markdown)")
    }
  }

  @Test func `Without a stack that is said, and codes that are numbers are no code`() async throws {
    let folder = try Self.evidence([])
    let cause = try await ask("why do orders fail?", in: [folder.path])
    let place = try await ask("which line of code is it?", in: [folder.path], after: cause)
    #expect(place.firstSentence.hasPrefix("The evidence does not say which line of code it is"))
    for question in ["what exit code did it return?", "which status code do they get?"] {
      let other = try await ask(question, in: [folder.path], after: cause)
      #expect(!other.markdown.contains("line of code"))
    }
  }
}

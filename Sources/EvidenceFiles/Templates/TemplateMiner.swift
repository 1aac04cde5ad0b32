/// Groups messages by their templates, in memory: the part of the index that measurements look at.
package struct TemplateMiner {
  private let table = ShapeTable()
  private var shapes: [Int32] = []

  package init() {}

  /// Takes in a message.
  package mutating func add(_ message: some Sequence<UInt8>) {
    let bytes = Array(message)
    shapes.append(bytes.withUnsafeBufferPointer { table.number($0) })
  }

  /// The texts of the templates, and for each message taken in the index of its template.
  package func templates() -> (texts: [String], templateOf: [Int]) {
    let (texts, templateOf) = TemplateGrouping.group(table.shapes)
    return (texts, shapes.map { templateOf[Int($0)] })
  }
}

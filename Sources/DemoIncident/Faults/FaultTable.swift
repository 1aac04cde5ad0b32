/// The faults that incidents draw from, in the words of the software that would say them.
enum FaultTable {
  static let scripts: [FaultScript] = resources + state + surroundings
}

import Evidence
import Testing

@testable import EvidenceFiles

/// Audit logs of clouds: what changed something is a change, what only looked or was refused is none.
@Suite struct CloudTrailTests {
  private static func event(
    _ minute: Int, _ name: String, _ parameters: String, failed: Bool = false
  ) -> String {
    """
    {"userIdentity": {"type": "IAMUser", "userName": "mara"}, "eventTime": "2026-03-10T10:\(minute):00Z",
     "eventSource": "ec2.amazonaws.com", "eventName": "\(name)", "awsRegion": "eu-north-1",
     \(failed ? "\"errorCode\": \"AccessDenied\", " : "")"requestParameters": {\(parameters)}}
    """
  }

  private static func changes(_ events: [String]) -> [String] {
    let text = "{\"Records\": [\n" + events.joined(separator: ",\n") + "]}\n"
    return FileEvidence(text: Array(text.utf8), name: "trail.json").observations.compactMap {
      guard case .change = $0.measure else { return nil }
      return $0.traits.first { $0.name == "description" }?.value
    }
  }

  @Test func `What was changed is named by what it was asked of`() {
    let looks = (10..<20).map { Self.event($0, "DescribeInstances", "\"maxRecords\": 100") }
    let change = Self.event(
      21, "RevokeSecurityGroupIngress", "\"groupId\": \"sg-1\", \"ipPermissions\": {}")
    #expect(Self.changes(looks + [change]) == ["RevokeSecurityGroupIngress sg-1"])
  }

  @Test func `What was refused changed nothing`() {
    let change = Self.event(21, "ModifyDBInstance", "\"dBInstanceIdentifier\": \"db-1\"")
    let refused = Self.event(
      22, "RebootDBInstance", "\"dBInstanceIdentifier\": \"db-1\"", failed: true)
    #expect(Self.changes([change, refused]) == ["ModifyDBInstance db-1"])
  }

  @Test func `A trail of readings that say so hides no change among them`() {
    // What a service of the cloud reads for others names no user.
    let reads = (10..<30).map { minute in
      """
      {"userIdentity": {"type": "AWSService", "invokedBy": "s3.amazonaws.com"},
       "eventTime": "2026-03-10T10:\(minute):30Z", "eventName": "Decrypt", "readOnly": true,
       "requestParameters": {"keyId": "k-1"}}
      """
    }
    let change = Self.event(31, "DisableKey", "\"keyId\": \"arn:aws:kms:key/7d1c\"")
    #expect(Self.changes(reads + [change]) == ["DisableKey arn:aws:kms:key/7d1c"])
  }

  @Test func `The listing of the command line wraps the event in a string`() {
    let text = #"""
      {"Events": [
        {"EventName": "RunTask", "ReadOnly": "false", "EventTime": "2026-03-10T09:08:14+00:00",
         "EventSource": "ecs.amazonaws.com", "Username": "mara", "Resources": [],
         "CloudTrailEvent": "{\"eventName\":\"RunTask\",\"requestParameters\":{\"cluster\":\"mill\",\"taskDefinition\":\"refill:7\"},\"readOnly\":false}"},
        {"EventName": "RevokeSecurityGroupIngress", "ReadOnly": "false",
         "EventTime": "2026-03-10T09:10:00+00:00", "Username": "ines",
         "Resources": [{"ResourceType": "AWS::EC2::SecurityGroup", "ResourceName": "sg-1"}]},
        {"EventName": "DescribeTasks", "ReadOnly": "true", "EventTime": "2026-03-10T09:11:00+00:00",
         "Username": "ines", "Resources": []}
      ]}
      """#
    let told = FileEvidence(text: Array(text.utf8), name: "trail.json").observations.compactMap {
      observation -> String? in
      guard case .change = observation.measure else { return nil }
      return observation.traits.first { $0.name == "description" }?.value
    }
    #expect(
      told == [
        #"RunTask {"cluster":"mill","taskDefinition":"refill:7""#,
        "RevokeSecurityGroupIngress sg-1",
      ])
  }
}

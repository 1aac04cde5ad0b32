import Testing

/// Jobs that come by the clock, and pods that have to wait or to go.
@Suite struct JobModeTests {
  @Test(arguments: cases) func `The mechanism is told, and its twin is left alone`(mode: Mode) {
    mode.check()
  }

  static let cases: [Mode] = [held, suspended, missed, zone, deadline, gaveUp, preempted, waiting]

  static let held = Mode(
    "cronjob-held", ["report"], ["report-29644215", "5d3h", "Forbid", "Init:0/1", "2525", "587"],
    cure: [
      "Running    0/1": "Complete   1/1", "Init:0/1 ": "Completed",
      "     1        5d3h": "     0        5d3h",
      "Normal   JobAlreadyActive": "Normal   SuccessfulCreate", "port: 587": "port: 2525",
    ],
    [
      "get.txt": """
      $ kubectl -n shop get cronjobs
      NAME     SCHEDULE       TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE
      report   15 6 * * *     <none>     False     1        5d3h            482d
      sync     */10 * * * *   <none>     False     0        8m              482d

      $ kubectl -n shop get jobs
      NAME              STATUS     COMPLETIONS   DURATION   AGE
      report-29642775   Complete   1/1           111s       6d3h
      report-29644215   Running    0/1           5d3h       5d3h
      sync-29651610     Complete   1/1           24s        8m

      $ kubectl -n shop get pods
      NAME                    READY   STATUS      RESTARTS   AGE
      report-29644215-kf2kn   0/1     Init:0/1    0          5d3h
      sync-29651610-9lvhg     0/1     Completed   0          8m

      $ kubectl -n shop get events
      LAST SEEN   TYPE     REASON             OBJECT           MESSAGE
      3h23m       Normal   JobAlreadyActive   cronjob/report   Not starting job because prior execution is running and concurrency policy is Forbid
      """,
      "pod.yaml": """
      apiVersion: v1
      kind: Pod
      metadata:
        name: report-29644215-kf2kn
        namespace: shop
        uid: 3f1c
      spec:
        containers:
        - name: report
          image: registry.test/report:1
        initContainers:
        - name: wait-for-smtp
          image: busybox
          command:
          - sh
          - -c
          - until nc -z -w2 smtp.mail.svc 2525; do echo waiting; sleep 5; done
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: smtp
        namespace: mail
        uid: 3f1d
      spec:
        ports:
        - port: 587
        selector:
          app: smtp
      """,
    ])

  static let suspended = Mode(
    "cronjob-suspended", ["report"], ["report", "suspend", "15 6 * * *", "12d"],
    cure: ["True ": "False"],
    [
      "get.txt": """
      $ kubectl -n shop get cronjobs
      NAME     SCHEDULE       TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE
      report   15 6 * * *     <none>     True      0        12d             482d
      sync     */10 * * * *   <none>     False     0        8m              482d
      """
    ])

  static let missed = Mode(
    "cronjob-missed", ["report"], ["report", "misses its times", "too many missed start times"],
    cure: ["Warning  FailedNeedsStart": "Normal   SuccessfulCreate"],
    [
      "events.txt": """
      $ kubectl -n shop get events
      LAST SEEN   TYPE     REASON             OBJECT           MESSAGE
      2m          Warning  FailedNeedsStart   cronjob/report   Cannot determine if job needs to be started: too many missed start times (> 100). Set or decrease .spec.startingDeadlineSeconds or check clock skew
      3m          Normal   SawCompletedJob    cronjob/sync     Saw completed job: sync-29651610, condition: Complete
      """,
      "pods.txt": Text.others,
    ])

  static let zone = Mode(
    "cronjob-schedule", ["report"], ["report", "time zone", "Europe/Berln"],
    cure: ["Warning  UnknownTimeZone": "Normal   SuccessfulCreate"],
    [
      "cron.txt": """
      $ kubectl -n shop describe cronjob report
      Name:                          report
      Namespace:                     shop
      Schedule:                      0 6 * * *
      Time Zone:                     Europe/Berln
      Concurrency Policy:            Allow
      Suspend:                       False
      Events:
        Type     Reason           Age   From                Message
        ----     ------           ----  ----                -------
        Warning  UnknownTimeZone  2m    cronjob-controller  invalid timeZone: Europe/Berln: unknown time zone Europe/Berln
      """
    ])

  static let deadline = Mode(
    "job-deadline", ["export"], ["export", "activeDeadlineSeconds: 600"],
    cure: ["DeadlineExceeded": "Completed"],
    [
      "job.yaml": """
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: export
        namespace: shop
        uid: 3f1c
      spec:
        activeDeadlineSeconds: 600
        backoffLimit: 2
      status:
        conditions:
        - type: Failed
          status: "True"
          reason: DeadlineExceeded
          message: Job was active longer than specified deadline
      """,
      "pods.txt": Text.others,
    ])

  static let gaveUp = Mode(
    "job-gave-up", ["export"], ["export", "backoffLimit: 2", "ended with 3"],
    cure: ["BackoffLimitExceeded": "Completed"],
    [
      "job.yaml": """
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: export
        namespace: shop
        uid: 3f1c
      spec:
        backoffLimit: 2
      status:
        conditions:
        - type: Failed
          status: "True"
          reason: BackoffLimitExceeded
          message: Job has reached the specified backoff limit
      """,
      "pod.yaml": """
      apiVersion: v1
      kind: Pod
      metadata:
        name: export-x7k2p
        namespace: shop
        uid: 3f1d
      spec:
        containers:
        - name: export
          image: registry.test/export:1
      status:
        phase: Failed
        containerStatuses:
        - name: export
          state:
            terminated:
              exitCode: 3
              reason: Error
      """,
    ])

  static let preempted = Mode(
    "preempted", ["decode"],
    ["decode", "preempted by `align`", "100000", "critical", "globalDefault", "theirs is 0"],
    cure: ["Preempted  ": "Scheduled  ", "Pending  ": "Running  ", "0/1 ": "1/1 "],
    [
      "events.txt": """
      $ kubectl get events -n shop
      LAST SEEN   TYPE     REASON      OBJECT                        MESSAGE
      59m         Normal   Preempted   pod/decode-78b4c5d66f-cpnwc   Preempted by pod 316b09e8-c33c-41b2-a280-76cc784b0392 on node n3
      """,
      "pods.txt": """
      $ kubectl get deployments -n shop
      NAME     READY   UP-TO-DATE   AVAILABLE   AGE
      decode   1/2     2            1           90d

      $ kubectl get pods -n shop
      NAME                      READY   STATUS    RESTARTS   AGE
      decode-78b4c5d66f-672c5   0/1     Pending   0          59m
      decode-78b4c5d66f-xkqrf   1/1     Running   0          90d

      $ kubectl get pods -A -o custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name,UID:.metadata.uid,CLASS:.spec.priorityClassName,PRIORITY:.spec.priority
      NAMESPACE   NAME                      UID                                    CLASS      PRIORITY
      shop        decode-78b4c5d66f-672c5   05973b7f-ad22-4cbd-ab85-44290c905c5e   critical   100000
      shop        decode-78b4c5d66f-xkqrf   05973b7f-ad22-4cbd-ab85-44290c905c5f   <none>     0
      lab         align-x7k2p               316b09e8-c33c-41b2-a280-76cc784b0392   critical   100000
      """,
      "classes.txt": """
      $ kubectl get priorityclasses
      NAME                      VALUE        GLOBAL-DEFAULT   AGE
      critical                  100000       true             18h
      system-cluster-critical   2000000000   false            306d
      """,
    ])

  static let waiting = Mode(
    "init-waits", ["web"], ["web", "wait-for-db", "5432", "5433"],
    cure: ["port: 5433": "port: 5432"],
    [
      "web.yaml": Text.deployment(
        "web", ready: "0",
        spec: """
          initContainers:
          - name: wait-for-db
            image: busybox
            command: ["sh", "-c", "until nc -z db 5432; do sleep 2; done"]
          """),
      "pods.txt": Text.pod("web", "Init:0/1"),
      "db.yaml": """
      apiVersion: v1
      kind: Service
      metadata:
        name: db
        namespace: shop
        uid: 3f1d
      spec:
        ports:
        - port: 5433
      """,
    ])
}

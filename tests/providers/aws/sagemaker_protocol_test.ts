import { sagemaker } from "../../../benchmarks/providers/aws/sagemaker.ts";
import { sagemaker as simulated } from "../../../benchmarks/simulator/protocols/sagemaker.ts";
import { checkProtocol } from "../protocol_checks.ts";

for (const container of ["tgi", "djl"] as const) {
  checkProtocol(
    {
      ...sagemaker,
      name: `sagemaker with ${container}`,
      next: (ask, done) => sagemaker.next({ ...ask, model: `${container}-endpoint` }, done),
    },
    {
      ...simulated,
      stream: (schedule, ask, id) => simulated.stream(schedule, { ...ask, container } as never, id),
    },
  );
}

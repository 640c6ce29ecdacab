import type { Problem } from '../../app/services.ts';

export interface ProblemWithDependents {
  readonly problem: Problem;
  /** Changes that need what this one would have made, whether at once or by way of another (rule K3). */
  readonly dependents: readonly Problem[];
}

/** Problems by what has to be decided first: one that needs the rows of another stands under it. */
export function withDependents(problems: readonly Problem[]): ProblemWithDependents[] {
  const byMutation = new Map(problems.map((problem) => [problem.mutationId, problem]));
  /** The problem at the bottom of it. Changes only ever need older ones, so this ends. */
  const rootOf = (problem: Problem): Problem => {
    const needed = problem.deps.map((id) => byMutation.get(id)).find((found) => found !== undefined);
    return needed && needed !== problem ? rootOf(needed) : problem;
  };
  const dependents = new Map<Problem, Problem[]>();
  for (const problem of problems) {
    const root = rootOf(problem);
    const under = dependents.get(root) ?? [];
    dependents.set(root, root === problem ? under : [...under, problem]);
  }
  return [...dependents].map(([problem, under]) => ({ problem, dependents: under }));
}

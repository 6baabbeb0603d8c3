package exchange.core.matching;

/** A round as anybody may check it again: what it had to solve, its plan and the proof of it. */
public record RoundProof(MatchingProblem problem, CertifiedPlan solved) {}

package exchange.core.matching;

/** A plan and the proof of how good it is. */
public record CertifiedPlan(Plan plan, Certificate certificate) {}

package exchange.matcher;

import java.util.Iterator;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.optaplanner.core.api.score.director.ScoreDirector;
import org.optaplanner.core.impl.heuristic.selector.move.factory.MoveIteratorFactory;

/** Where OptaPlanner gets its moves from: each is sought when it is asked for. */
public final class Moves implements MoveIteratorFactory<PlanInProgress, Reassignment> {
  private @Nullable Annealing annealing;

  @Override
  public void phaseEnded(ScoreDirector<PlanInProgress> director) {
    annealing = null;
  }

  @Override
  public long getSize(ScoreDirector<PlanInProgress> director) {
    return director.getWorkingSolution().guide().market.choices();
  }

  @Override
  public Iterator<Reassignment> createOriginalMoveIterator(ScoreDirector<PlanInProgress> director) {
    throw new UnsupportedOperationException("moves are random only");
  }

  @Override
  public Iterator<Reassignment> createRandomMoveIterator(
      ScoreDirector<PlanInProgress> director, Random random) {
    if (annealing == null) {
      annealing = new Annealing(director.getWorkingSolution(), random.nextLong());
    }
    Annealing source = Objects.requireNonNull(annealing);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public Reassignment next() {
        return source.next();
      }
    };
  }
}

import { useEffect, useRef, useState } from "preact/hooks";

/**
 * What a question asked of another thread was answered last. One question is under way at a time: while it is, only the
 * newest of those that come is kept, so that dragging never piles up work.
 *
 * @param question - null for none.
 */
export function useLatest<Question, Answer>(
  question: Question | null,
  ask: (question: Question) => Promise<Answer>,
): Answer | null {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const asked = useRef<{ waiting: Question | null; isBusy: boolean }>({ waiting: null, isBusy: false });
  useEffect(() => {
    const { current } = asked;
    current.waiting = question;
    if (question === null) setAnswer(null);
    if (current.isBusy) return;
    current.isBusy = true;
    const askOn = async (): Promise<void> => {
      while (current.waiting !== null) {
        const next = current.waiting;
        current.waiting = null;
        setAnswer(await ask(next));
      }
    };
    void askOn().finally(() => {
      current.isBusy = false;
    });
  }, [question]);
  return answer;
}

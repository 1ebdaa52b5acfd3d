import { context, propagation, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import type { KnownPost } from './post-stream.ts';
import type { PostTask } from './post-task.ts';

const tracer = trace.getTracer('@clipcast/publish-service');

/** Shows a step under the trace of the request that asked for the publication, however much later it is taken. */
export async function inTraceOf<T>(
  task: PostTask,
  { traceparent, post }: KnownPost,
  step: () => Promise<T>,
): Promise<T> {
  const parent = traceparent ? propagation.extract(ROOT_CONTEXT, { traceparent }) : ROOT_CONTEXT;
  const span = tracer.startSpan(
    `bring out post: ${post.phase}`,
    {
      attributes: {
        'clipcast.profile.id': task.profileId,
        'clipcast.job.id': task.publicationId,
        'clipcast.integration.id': task.integrationId,
        'clipcast.attempt': post.attempts,
      },
    },
    parent,
  );
  try {
    return await context.with(trace.setSpan(parent, span), step);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
    throw error;
  } finally {
    span.end();
  }
}

import { ServiceFailure, type ServiceName } from './service-failure.js';

/** The answer of a service to which too much is sent. */
export function throttled(service: ServiceName): ServiceFailure {
  switch (service) {
    case 's3':
      return new ServiceFailure('SlowDown', 503, 'Please reduce your request rate.');
    case 'organizations':
      return new ServiceFailure(
        'TooManyRequestsException',
        400,
        "AWS Organizations can't complete your request because another request is already in progress. Try again later.",
        { details: { Type: 'API_REQUEST' } },
      );
    case 'iam':
    case 'sts':
      return new ServiceFailure('Throttling', 400, 'Rate exceeded');
  }
}

/** The answer of a service that has a fault of its own. */
export function internalError(service: ServiceName): ServiceFailure {
  switch (service) {
    case 's3':
      return new ServiceFailure('InternalError', 500, 'We encountered an internal error. Please try again.');
    case 'organizations':
      return new ServiceFailure(
        'ServiceException',
        500,
        "AWS Organizations can't complete your request because of an internal service error. Try again later.",
      );
    case 'iam':
    case 'sts':
      return new ServiceFailure(
        'InternalFailure',
        500,
        'The request processing has failed because of an unknown error, exception or failure.',
      );
  }
}

/** The answer of a service that is away. */
export function unavailable(service: ServiceName): ServiceFailure {
  return new ServiceFailure(
    service === 'organizations' ? 'ServiceUnavailableException' : 'ServiceUnavailable',
    503,
    service === 's3'
      ? 'Service is unable to handle request.'
      : 'The request has failed due to a temporary failure of the server.',
  );
}

import '@xiezhi/papers/worker';

import { waitFor } from './wait-for';

describe('waitFor', () => {
  it('gives the first value of the condition, however often it failed before', async () => {
    let calls = 0;
    const value = await waitFor(() => {
      calls += 1;
      if (calls === 1) throw new Error('not yet');
      return calls === 3 && 'there';
    });
    expect(value).toBe('there');
  });

  it('says what it waited for, with the last error as the cause', async () => {
    const failing = waitFor(() => Promise.reject(new Error('still down')), {
      deadlineMs: 20,
      what: 'the server',
    });
    await expect(failing).rejects.toMatchObject({
      message: 'Waited 20 ms for the server.',
      cause: expect.objectContaining({ message: 'still down' }),
    });
  });
});
